package penstock.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import penstock.plan.Argument;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.plan.ValueText;

/** Shows templates: placeholders stand in guillemets, which documents rarely hold. */
final class TemplateText {
    private TemplateText() {}

    static String of(Template template) {
        StringBuilder out = new StringBuilder();
        template.parts().forEach(part -> out.append(of(part)));
        return out.toString();
    }

    static String of(ValueTemplate template) {
        return switch (template) {
            case ValueTemplate.Fixed(Value value) -> ValueText.json(value);
            case ValueTemplate.Text(Template text) -> "\"" + of(text) + "\"";
            case ValueTemplate.Items(List<ValueTemplate> items) ->
                    "[" + joined(items, TemplateText::of) + "]";
            case ValueTemplate.Struct(var fields) -> {
                List<String> entries = new ArrayList<>();
                fields.forEach((name, field) -> entries.add("\"" + name + "\": " + of(field)));
                yield "{" + String.join(", ", entries) + "}";
            }
        };
    }

    static String of(Argument argument) {
        return switch (argument) {
            case Argument.Word(Template template) -> of(template);
            case Argument.Concat(List<Argument> items) ->
                    "concat(" + joined(items, TemplateText::of) + ")";
            case Argument.IfPresent(String input, var then, var otherwise) ->
                    "if "
                            + input
                            + " then ["
                            + joined(then, TemplateText::of)
                            + "]"
                            + " else ["
                            + joined(otherwise, TemplateText::of)
                            + "]";
        };
    }

    private static <T> String joined(List<T> items, Function<T, String> text) {
        return String.join(", ", items.stream().map(text).toList());
    }

    private static String of(Template.Part part) {
        return switch (part) {
            case Template.Literal(String text) -> text;
            case Template.InputParameter(String name) -> "«input " + name + "»";
            case Template.InputArtifact(String name, Facet facet) ->
                    "«" + of(facet) + " of input " + name + "»";
            case Template.OutputArtifact(String name, Facet facet) ->
                    "«" + of(facet) + " of output " + name + "»";
            case Template.OutputParameterFile(String name) -> "«file for output " + name + "»";
            case Template.ExecutorInput() -> "«executor input»";
            case Template.ExecutorOutputFile() -> "«executor output file»";
            case Template.Constant(Template.RunConstant constant) ->
                    "«" + constant.name().toLowerCase(Locale.ROOT) + "»";
        };
    }

    private static String of(Facet facet) {
        return switch (facet) {
            case Facet.Uri() -> "uri";
            case Facet.Path() -> "path";
            case Facet.Metadata(String key) -> key == null ? "metadata" : "metadata " + key;
            case Facet.All() -> "artifacts";
        };
    }
}
