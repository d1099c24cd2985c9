package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.plan.Template.Constant;
import penstock.plan.Template.ExecutorInput;
import penstock.plan.Template.ExecutorOutputFile;
import penstock.plan.Template.Facet;
import penstock.plan.Template.InputArtifact;
import penstock.plan.Template.InputParameter;
import penstock.plan.Template.OutputArtifact;
import penstock.plan.Template.OutputParameterFile;
import penstock.plan.Template.Part;
import penstock.plan.Template.RunConstant;

/** Finds the placeholders {@code {{$…}}} in a text. */
final class Placeholders {
    private static final String OPEN = "{{$";
    private static final String CLOSE = "}}";
    private static final int LONGEST = 2_000;

    private static final String NAME = "\\[(?:'(?<name>[^']+)'|\"(?<quoted>[^\"]+)\")\\]";
    private static final Pattern INPUT_PARAMETER = Pattern.compile("\\.inputs\\.parameters" + NAME);
    private static final Pattern OUTPUT_PARAMETER =
            Pattern.compile("\\.outputs\\.parameters" + NAME + "\\.output_file");
    private static final Pattern ARTIFACT =
            Pattern.compile(
                    "\\.(?<side>inputs|outputs)\\.artifacts"
                            + NAME
                            + "(?:\\.(?<facet>uri|path|metadata)(?:\\['(?<key>[^']+)'\\])?)?");

    private static final Pattern CHOICE = Pattern.compile("\"InputName\": ?\"([^\"]+)\"");

    private Placeholders() {}

    /**
     * A stretch of a text.
     *
     * @param source as written
     * @param part what it stands for; null for plain text and for an unknown placeholder
     */
    record Token(String source, @Nullable Part part) {
        boolean isPlaceholder() {
            return source.startsWith(OPEN) && source.endsWith(CLOSE);
        }

        boolean isUnknownPlaceholder() {
            return part == null && isPlaceholder();
        }
    }

    /** Whether the text may hold a placeholder. */
    static boolean mayOccurIn(String text) {
        return text.contains(OPEN);
    }

    /** The stretches of {@code text}, in order. */
    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int done = 0;
        int open = -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith(OPEN, i)) {
                open = i;
            } else if (open >= 0 && text.startsWith(CLOSE, i)) {
                if (i - open <= LONGEST) {
                    addLiteral(tokens, text.substring(done, open));
                    tokens.add(token(text, open, i));
                    done = i + CLOSE.length();
                }
                open = -1;
            }
        }
        addLiteral(tokens, text.substring(done));
        return tokens;
    }

    private static Token token(String text, int open, int close) {
        Part part = part(text.substring(open + OPEN.length(), close));
        return new Token(text.substring(open, close + CLOSE.length()), part);
    }

    /** Adds the names of the inputs that placeholders in {@code text} ask for. */
    static void addMentioned(String text, Set<String> names) {
        if (mayOccurIn(text)) {
            for (Token token : tokens(text)) {
                switch (token.part()) {
                    case InputParameter(String name) -> names.add(name);
                    case InputArtifact(String name, _) -> names.add(name);
                    case null, default -> {}
                }
            }
        }
        Matcher choice = CHOICE.matcher(text);
        while (choice.find()) {
            names.add(choice.group(1));
        }
    }

    private static void addLiteral(List<Token> tokens, String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(text, null));
        }
    }

    private static @Nullable Part part(String inner) {
        return switch (inner) {
            case "" -> new ExecutorInput();
            case ".outputs.output_file", ".outputMetadataUri" -> new ExecutorOutputFile();
            default -> {
                Part named = named(inner);
                yield named == null ? constant(inner) : named;
            }
        };
    }

    private static @Nullable Part named(String inner) {
        Matcher input = INPUT_PARAMETER.matcher(inner);
        if (input.matches()) {
            return new InputParameter(name(input));
        }
        Matcher output = OUTPUT_PARAMETER.matcher(inner);
        if (output.matches()) {
            return new OutputParameterFile(name(output));
        }
        Matcher artifact = ARTIFACT.matcher(inner);
        return artifact.matches() ? artifact(artifact) : null;
    }

    private static @Nullable Part artifact(Matcher matcher) {
        String key = matcher.group("key");
        Facet facet = facet(matcher.group("facet"), key);
        if (facet == null) {
            return null;
        }
        boolean input = matcher.group("side").equals("inputs");
        return input
                ? new InputArtifact(name(matcher), facet)
                : new OutputArtifact(name(matcher), facet);
    }

    private static @Nullable Facet facet(@Nullable String name, @Nullable String key) {
        if (name == null) {
            return new Facet.All();
        }
        return switch (name) {
            case "metadata" -> new Facet.Metadata(key);
            case "uri" -> key == null ? new Facet.Uri() : null;
            default -> key == null ? new Facet.Path() : null;
        };
    }

    private static String name(Matcher matcher) {
        String quoted = matcher.group("quoted");
        return quoted == null ? matcher.group("name") : quoted;
    }

    private static @Nullable Part constant(String inner) {
        for (RunConstant constant : RunConstant.values()) {
            if (inner.equals("." + constant.name().toLowerCase(Locale.ROOT))) {
                return new Constant(constant);
            }
        }
        return null;
    }
}
