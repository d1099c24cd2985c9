package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import penstock.plan.Argument;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.plan.Template.Part;

/** A program as its author wrote it: with the placeholders of KFP in place. */
final class CommandJson {

    private CommandJson() {}

    static void add(ObjectNode json, ContainerSpec spec) {
        json.put("image", text(spec.image()));
        ArrayNode command = json.putArray("command");
        spec.command().forEach(argument -> command.add(text(argument)));
        spec.args().forEach(argument -> command.add(text(argument)));
    }

    private static String text(Argument argument) {
        return switch (argument) {
            case Argument.Word(Template template) -> text(template);
            case Argument.Concat(List<Argument> items) -> joined(items, "");
            case Argument.IfPresent(String input, var then, var otherwise) ->
                    "{if "
                            + input
                            + ": "
                            + joined(then, " ")
                            + (otherwise.isEmpty() ? "" : " else: " + joined(otherwise, " "))
                            + "}";
        };
    }

    private static String joined(List<Argument> items, String separator) {
        return items.stream().map(CommandJson::text).collect(Collectors.joining(separator));
    }

    static String text(Template template) {
        return template.parts().stream().map(CommandJson::text).collect(Collectors.joining());
    }

    private static String text(Part part) {
        return switch (part) {
            case Template.Literal(String text) -> text;
            case Template.InputParameter(String name) ->
                    braces("inputs.parameters['" + name + "']");
            case Template.InputArtifact(String name, Facet facet) ->
                    braces("inputs.artifacts['" + name + "']" + text(facet));
            case Template.OutputArtifact(String name, Facet facet) ->
                    braces("outputs.artifacts['" + name + "']" + text(facet));
            case Template.OutputParameterFile(String name) ->
                    braces("outputs.parameters['" + name + "'].output_file");
            case Template.ExecutorInput() -> "{{$}}";
            case Template.ExecutorOutputFile() -> braces("outputs.output_file");
            case Template.Constant(var constant) ->
                    braces(constant.name().toLowerCase(Locale.ROOT));
        };
    }

    private static String text(Facet facet) {
        return switch (facet) {
            case Facet.Uri() -> ".uri";
            case Facet.Path() -> ".path";
            case Facet.Metadata(String key) ->
                    key == null ? ".metadata" : ".metadata['" + key + "']";
            case Facet.All() -> "";
        };
    }

    private static String braces(String path) {
        return "{{$." + path + "}}";
    }
}
