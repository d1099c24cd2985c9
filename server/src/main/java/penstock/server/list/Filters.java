package penstock.server.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging.Operation;
import penstock.control.port.Paging.Predicate;
import penstock.plan.Value;
import penstock.server.http.Percent;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.server.json.Fields;
import penstock.server.json.Json;

/**
 * Reads KFP's filters: {@code
 * {"predicates":[{"operation":"EQUALS","key":"name","string_value":"x"}]}}.
 */
final class Filters {
    private static final int MAX_LENGTH = 32 << 10;
    private static final int MAX_PREDICATES = 50;
    private static final int MAX_VALUES = 500;
    private static final Pattern DIGITS = Pattern.compile("^\\s*([+-]?\\d{1,18})");

    /** Four is missing in KFP's numbering. */
    private static final Map<String, Operation> BY_NUMBER =
            Map.of(
                    "1", Operation.EQUALS,
                    "2", Operation.NOT_EQUALS,
                    "3", Operation.GREATER_THAN,
                    "5", Operation.GREATER_THAN_EQUALS,
                    "6", Operation.LESS_THAN,
                    "7", Operation.LESS_THAN_EQUALS,
                    "8", Operation.IN,
                    "9", Operation.IS_SUBSTRING);

    private final Resource resource;
    private final Dialect dialect;
    private final boolean canceledShown;

    /**
     * A reader for one kind of list.
     *
     * @param canceledShown whether clients see cancelled runs as such; otherwise they see FAILED
     */
    Filters(Resource resource, Dialect dialect, boolean canceledShown) {
        this.resource = resource;
        this.dialect = dialect;
        this.canceledShown = canceledShown;
    }

    /** The predicates of {@code filter}; none for an empty text. */
    List<Predicate> read(String filter) {
        if (filter.length() > MAX_LENGTH) {
            throw Refusal.invalid(
                    "filter: " + filter.length() + " characters (limit: " + MAX_LENGTH + ")");
        }
        String text = decoded(filter.strip());
        if (text.isEmpty()) {
            return List.of();
        }
        Fields fields = Json.message(text, "Filter");
        List<Predicate> predicates = new ArrayList<>();
        for (Fields each : fields.messages("predicates")) {
            predicates.addAll(predicate(each));
        }
        fields.end();
        if (predicates.size() > MAX_PREDICATES) {
            throw Refusal.invalid("filter: more than " + MAX_PREDICATES + " predicates");
        }
        return predicates;
    }

    /**
     * Some clients encode the text twice. What already is JSON is not decoded, to keep its + and %.
     */
    private static String decoded(String filter) {
        return filter.isEmpty() || filter.startsWith("{") ? filter : Percent.query(filter).strip();
    }

    private List<Predicate> predicate(Fields fields) {
        Operation operation = operation(fields.symbol(dialect.operation()));
        String key = fields.text("key");
        List<JsonNode> values = new ArrayList<>();
        String oneof = take(fields, values);
        fields.end();
        boolean plural = oneof.endsWith("values");
        if (oneof.isEmpty() || (operation == Operation.IN) != plural) {
            throw Refusal.invalid(
                    "filter: "
                            + operation
                            + " of '"
                            + Text.shown(key)
                            + "' takes "
                            + (operation == Operation.IN ? "a list of values" : "one value")
                            + (oneof.isEmpty() ? "" : ", not " + oneof));
        }
        if (operation == Operation.IS_SUBSTRING && !oneof.equals("string_value")) {
            throw Refusal.invalid("filter: IS_SUBSTRING takes a string_value, not " + oneof);
        }
        Resource.Field field = resource.field(key);
        if (operation == Operation.IS_SUBSTRING && field.kind() == Resource.Kind.TIME) {
            throw Refusal.invalid("filter: '" + field.name() + "' is a time and has no substrings");
        }
        return switch (field.kind()) {
            case TEXT -> List.of(new Predicate(field.name(), operation, words(values)));
            case TIME -> List.of(new Predicate(field.name(), operation, times(values)));
            case STATE -> states(field.name(), operation, values);
            case METRIC ->
                    throw Refusal.invalid("filter: runs are sorted by metrics, not filtered");
            case TAG -> tag(field.name(), operation, oneof, values);
        };
    }

    private static Operation operation(String symbol) {
        Operation byNumber = BY_NUMBER.get(symbol);
        if (byNumber != null) {
            return byNumber;
        }
        for (Operation operation : Operation.values()) {
            if (operation.name().equals(symbol)) {
                return operation;
            }
        }
        throw Refusal.invalid(
                "filter: operation '"
                        + Text.shown(symbol)
                        + "' (expected one of: "
                        + List.of(Operation.values())
                        + ")");
    }

    /** Collects the values and names the one member of the oneof that is set; empty for none. */
    private static String take(Fields fields, List<JsonNode> values) {
        String found = "";
        for (String kind : List.of("int", "long", "string", "timestamp")) {
            JsonNode single = fields.any(kind + "_value");
            Fields plural = kind.equals("timestamp") ? null : fields.message(kind + "_values");
            if (single != null) {
                found = only(found, kind + "_value");
                values.add(single);
            }
            if (plural != null) {
                found = only(found, kind + "_values");
                values.addAll(plural.items("values"));
                plural.end();
            }
        }
        if (values.size() > MAX_VALUES) {
            throw Refusal.invalid("filter: more than " + MAX_VALUES + " values");
        }
        return found;
    }

    private static String only(String found, String next) {
        if (!found.isEmpty()) {
            throw Refusal.invalid("filter: a predicate with both " + found + " and " + next);
        }
        return next;
    }

    private List<Value> words(List<JsonNode> values) {
        return values.stream()
                .<Value>map(value -> new Value.Text(dialect.value(text(value))))
                .toList();
    }

    private static List<Value> texts(List<JsonNode> values) {
        return values.stream().<Value>map(value -> new Value.Text(text(value))).toList();
    }

    private static String text(JsonNode value) {
        if (!value.isTextual() && !value.isNumber()) {
            throw Refusal.invalid("filter: a value that is neither text nor a number");
        }
        return Text.checked(value.asText());
    }

    private static List<Value> times(List<JsonNode> values) {
        return values.stream().<Value>map(value -> new Value.Int(seconds(text(value)))).toList();
    }

    /** A time as RFC 3339 or as seconds since 1970; of other text the leading digits count. */
    private static long seconds(String text) {
        @Nullable Instant time = time(text);
        if (time != null) {
            return time.getEpochSecond();
        }
        Matcher digits = DIGITS.matcher(text);
        return digits.find() ? Long.parseLong(digits.group(1)) : 0;
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Where cancelled runs are shown as failed, a filter must find them as failed. */
    private List<Predicate> states(String field, Operation operation, List<JsonNode> values) {
        List<String> names = new ArrayList<>();
        for (JsonNode value : values) {
            String name = text(value).toUpperCase(Locale.ROOT);
            names.add(name.equals("TERMINATING") ? "CANCELING" : name);
        }
        boolean failed = !canceledShown && names.contains("FAILED");
        boolean exclusive = operation == Operation.NOT_EQUALS;
        if (failed && (operation == Operation.EQUALS || operation == Operation.IN)) {
            names.add("CANCELED");
            return List.of(new Predicate(field, Operation.IN, stateValues(names)));
        }
        Predicate predicate = new Predicate(field, operation, stateValues(names));
        return failed && exclusive
                ? List.of(
                        predicate,
                        new Predicate(field, operation, stateValues(List.of("CANCELED"))))
                : List.of(predicate);
    }

    private static List<Value> stateValues(List<String> names) {
        return names.stream().<Value>map(Value.Text::new).toList();
    }

    private static List<Predicate> tag(
            String field, Operation operation, String oneof, List<JsonNode> values) {
        if (operation != Operation.EQUALS || !oneof.equals("string_value")) {
            throw Refusal.invalid(
                    "filter: '" + Text.shown(field) + "' takes EQUALS and a string_value only");
        }
        return List.of(new Predicate(field, operation, texts(values)));
    }
}
