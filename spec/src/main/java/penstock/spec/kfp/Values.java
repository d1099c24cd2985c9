package penstock.spec.kfp;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.document.ScalarNode.Kind;

/**
 * Decodes single values by protobuf's JSON mapping. One of the wrong kind is reported and replaced
 * by an empty one.
 */
final class Values {
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?s");
    private static final int LONGEST_INTEGER = 20;

    private Values() {}

    static SourceText text(Node node, Context context) {
        if (node instanceof ScalarNode scalar && isText(scalar)) {
            return new SourceText(scalar.text(), scalar.span());
        }
        boolean quotable = node instanceof ScalarNode scalar && scalar.kind() != Kind.NULL;
        context.wrongType(node, "text", quotable ? "put it in quotes" : "");
        return new SourceText("", node.span());
    }

    private static boolean isText(ScalarNode scalar) {
        return scalar.kind() == Kind.TEXT || scalar.isTextInYaml11();
    }

    static boolean bool(Node node, Context context) {
        if (node instanceof ScalarNode scalar && scalar.kind() == Kind.BOOL) {
            return scalar.bool();
        }
        context.wrongType(node, "true or false");
        return false;
    }

    static long integer(Node node, long smallest, long largest, Context context) {
        OptionalLong value = node instanceof ScalarNode s ? whole(s) : OptionalLong.empty();
        if (value.isPresent() && value.getAsLong() >= smallest && value.getAsLong() <= largest) {
            return value.getAsLong();
        }
        context.wrongType(node, "a whole number from " + smallest + " to " + largest);
        return 0;
    }

    /** A whole number written as {@code 3}, {@code 3.0} or {@code "3"}. */
    private static OptionalLong whole(ScalarNode scalar) {
        return switch (scalar.kind()) {
            case INT -> scalar.integer();
            case FLOAT -> {
                double number = scalar.number();
                boolean exact = number == Math.rint(number) && Math.abs(number) <= 0x1p53;
                yield exact ? OptionalLong.of((long) number) : OptionalLong.empty();
            }
            case TEXT ->
                    scalar.text().length() <= LONGEST_INTEGER
                            ? scalar.integer()
                            : OptionalLong.empty();
            case NULL, BOOL -> OptionalLong.empty();
        };
    }

    static double number(Node node, Context context) {
        if (node instanceof ScalarNode scalar
                && scalar.isNumber()
                && Double.isFinite(scalar.number())) {
            return scalar.number();
        }
        context.wrongType(node, "a number");
        return 0;
    }

    static @Nullable Duration duration(Node node, Context context) {
        if (node instanceof ScalarNode scalar && DURATION.matcher(scalar.text()).matches()) {
            String seconds = scalar.text().substring(0, scalar.text().length() - 1);
            return Duration.ofNanos(new BigDecimal(seconds).movePointRight(9).longValueExact());
        }
        context.wrongType(node, "seconds, as in \"1.5s\"");
        return null;
    }

    /** The constant that {@code node} names or numbers; the first of {@code values} otherwise. */
    static <E extends Enum<E>> E constant(Node node, E[] values, Context context) {
        String written = node instanceof ScalarNode scalar ? scalar.text() : "";
        for (int i = 0; i < values.length; i++) {
            if (values[i].name().equals(written) || written.equals(Integer.toString(i))) {
                return values[i];
            }
        }
        List<String> names = Arrays.stream(values).skip(1).map(Enum::name).toList();
        String message = context + " is " + node.describe();
        String expected = " (expected: " + String.join(", ", names) + ")";
        context.misnamed(
                Diagnostic.error(DiagnosticCode.UNKNOWN_CONSTANT, node.span(), message + expected),
                written,
                names);
        return values[0];
    }

    /** A map of any JSON. */
    static MapNode struct(Node node, Context context) {
        if (json(node, context) instanceof MapNode map) {
            return map;
        }
        context.wrongType(node, "a map");
        return new MapNode(new LinkedHashMap<>(), node.span());
    }

    /** Any JSON; numbers that JSON cannot say are reported. */
    static Node json(Node root, Context context) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case MapNode map -> map.entries().values().forEach(e -> open.push(e.value()));
                case ListNode list -> list.items().forEach(open::push);
                case ScalarNode scalar -> checkFinite(scalar, context);
            }
        }
        return root;
    }

    private static void checkFinite(ScalarNode scalar, Context context) {
        if (scalar.isNumber() && !Double.isFinite(scalar.number())) {
            context.error(
                    DiagnosticCode.BAD_NUMBER,
                    scalar.span(),
                    context + " holds " + scalar.describe() + " (expected: a finite number)",
                    "JSON has no infinities and no NaN; pass them as text");
        }
    }
}
