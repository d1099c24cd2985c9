package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import penstock.plan.Argument;
import penstock.plan.Template;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Reading;
import penstock.spec.document.DocumentReader;
import penstock.spec.document.Limits;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.kfp.SourceText;

/** Parses {@code {"Concat": […]}} and {@code {"IfPresent": {…}}}, JSON inside a word. */
final class StructPlaceholders {
    private static final DocumentReader READER =
            new DocumentReader(new Limits(32 << 20, 50, 20_000));

    private final SourceText word;
    private final Function<SourceText, Template> templates;
    private final Diagnostics diagnostics;

    StructPlaceholders(
            SourceText word, Function<SourceText, Template> templates, Diagnostics diagnostics) {
        this.word = word;
        this.templates = templates;
        this.diagnostics = diagnostics;
    }

    /** Whether a word looks like one of the two. */
    static boolean mayBeOne(String word) {
        String text = word.stripLeading();
        return text.startsWith("{\"Concat\":") || text.startsWith("{\"IfPresent\":");
    }

    /** The argument that the word stands for; what is wrong with it is reported. */
    Argument argument() {
        return switch (READER.read(word.text())) {
            case Reading.Done<List<Node>>(var documents, var _) when documents.size() == 1 ->
                    argument(documents.getFirst());
            case Reading.Done<List<Node>> _ -> malformed("it is more than one value");
            case Reading.Refused<List<Node>> refused ->
                    malformed(refused.diagnostics().getFirst().message());
        };
    }

    private Argument argument(Node node) {
        if (node instanceof ScalarNode scalar && scalar.kind() == ScalarNode.Kind.TEXT) {
            return new Argument.Word(templates.apply(new SourceText(scalar.text(), word.span())));
        }
        if (node instanceof MapNode map && map.entries().size() == 1) {
            Node concat = map.get("Concat");
            Node ifPresent = map.get("IfPresent");
            if (concat instanceof ListNode items) {
                return new Argument.Concat(arguments(items));
            }
            if (ifPresent instanceof MapNode choice) {
                return ifPresent(choice);
            }
        }
        return malformed(node.describe() + " stands where text, Concat or IfPresent is expected");
    }

    private Argument ifPresent(MapNode choice) {
        Node then = choice.get("Then");
        if (!(choice.get("InputName") instanceof ScalarNode input) || then == null) {
            return malformed("IfPresent needs 'InputName' and 'Then'");
        }
        return new Argument.IfPresent(input.text(), branch(then), branch(choice.get("Else")));
    }

    private List<Argument> branch(@Nullable Node node) {
        return switch (node) {
            case null -> List.of();
            case ListNode list -> arguments(list);
            case ScalarNode scalar when scalar.kind() == ScalarNode.Kind.NULL -> List.of();
            case ScalarNode _, MapNode _ -> List.of(argument(node));
        };
    }

    private List<Argument> arguments(ListNode list) {
        List<Argument> arguments = new ArrayList<>(list.items().size());
        list.items().forEach(item -> arguments.add(argument(item)));
        return arguments;
    }

    private Argument malformed(String why) {
        diagnostics.error(
                DiagnosticCode.BAD_PLACEHOLDER,
                word.span(),
                "a Concat or IfPresent placeholder is malformed: " + why,
                "compile the component again");
        return new Argument.Word(Template.literal(word.text()));
    }
}
