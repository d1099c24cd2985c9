package penstock.store.codec;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.plan.Template.Part;
import penstock.plan.Template.RunConstant;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;

/** Texts and constants with placeholders. A template that is plain text is written as that text. */
final class TemplateCodec {

    private TemplateCodec() {}

    /** The {@code kind} of an object whose fields depend on it. */
    static String kind(String what, Value json) {
        if (json instanceof Value.Struct(SortedMap<String, Value> fields)
                && fields.get("kind") instanceof Value.Text(String kind)) {
            return kind;
        }
        throw new UnreadableException(what + " without a kind");
    }

    static void write(JsonOut out, Template template) {
        if (template.parts().size() == 1
                && template.parts().getFirst() instanceof Template.Literal(String text)) {
            out.text(text);
        } else {
            out.list(template.parts(), part -> writePart(out, part));
        }
    }

    static Template read(Value json) {
        return json instanceof Value.Text(String text)
                ? Template.literal(text)
                : new Template(Fields.items(json).stream().map(TemplateCodec::readPart).toList());
    }

    private static void writePart(JsonOut out, Part part) {
        switch (part) {
            case Template.Literal(String text) -> out.text(text);
            case Template.InputParameter(String name) -> named(out, "parameter", name);
            case Template.InputArtifact(String name, Facet facet) ->
                    writeArtifact(out, "artifact", name, facet);
            case Template.OutputArtifact(String name, Facet facet) ->
                    writeArtifact(out, "output_artifact", name, facet);
            case Template.OutputParameterFile(String name) -> named(out, "output_parameter", name);
            case Template.ExecutorInput() -> out.object(() -> out.field("kind", "executor_input"));
            case Template.ExecutorOutputFile() ->
                    out.object(() -> out.field("kind", "executor_output"));
            case Template.Constant(RunConstant constant) -> named(out, "constant", constant.name());
        }
    }

    private static void named(JsonOut out, String kind, String name) {
        out.object(() -> out.field("kind", kind).field("name", name));
    }

    private static void writeArtifact(JsonOut out, String kind, String name, Facet facet) {
        out.object(() -> writeFacet(out.field("kind", kind).field("name", name), facet));
    }

    private static Part readPart(Value json) {
        if (json instanceof Value.Text(String text)) {
            return new Template.Literal(text);
        }
        String kind = kind("placeholder", json);
        return switch (kind) {
            case "parameter" -> new Template.InputParameter(name(json));
            case "artifact" -> {
                Fields in = Fields.of(kind, json, "kind", "name", "facet", "key");
                yield new Template.InputArtifact(in.text("name"), facet(in));
            }
            case "output_artifact" -> {
                Fields in = Fields.of(kind, json, "kind", "name", "facet", "key");
                yield new Template.OutputArtifact(in.text("name"), facet(in));
            }
            case "output_parameter" -> new Template.OutputParameterFile(name(json));
            case "executor_input" -> alone(json, new Template.ExecutorInput());
            case "executor_output" -> alone(json, new Template.ExecutorOutputFile());
            case "constant" ->
                    new Template.Constant(Fields.constant(RunConstant.class, name(json)));
            default -> throw new UnreadableException("unknown placeholder '" + kind + "'");
        };
    }

    private static String name(Value json) {
        return Fields.of("placeholder", json, "kind", "name").text("name");
    }

    private static Part alone(Value json, Part part) {
        Fields.of("placeholder", json, "kind");
        return part;
    }

    private static void writeFacet(JsonOut out, Facet facet) {
        switch (facet) {
            case Facet.Uri() -> out.field("facet", "uri");
            case Facet.Path() -> out.field("facet", "path");
            case Facet.Metadata(String key) -> out.field("facet", "metadata").optional("key", key);
            case Facet.All() -> out.field("facet", "all");
        }
    }

    private static Facet facet(Fields in) {
        String name = in.text("facet");
        return switch (name) {
            case "uri" -> new Facet.Uri();
            case "path" -> new Facet.Path();
            case "metadata" -> new Facet.Metadata(in.textOrNull("key"));
            case "all" -> new Facet.All();
            default -> throw new UnreadableException("unknown facet '" + name + "'");
        };
    }

    static void write(JsonOut out, ValueTemplate template) {
        out.object(() -> {
            switch (template) {
                case ValueTemplate.Fixed(Value value) ->
                        out.field("value", () -> ValueCodec.write(out, value));
                case ValueTemplate.Text(Template text) -> out.field("text", () -> write(out, text));
                case ValueTemplate.Items(var items) ->
                        out.field("items", () -> out.list(items, item -> write(out, item)));
                case ValueTemplate.Struct(var fields) ->
                        out.field("fields", () -> writeFields(out, fields));
            }
        });
    }

    private static void writeFields(JsonOut out, SortedMap<String, ValueTemplate> fields) {
        out.object(() -> fields.forEach((name, field) -> out.field(name, () -> write(out, field))));
    }

    static ValueTemplate readValue(Value json) {
        Fields in = Fields.of("constant", json, "value", "text", "items", "fields");
        if (in.has("value")) {
            return new ValueTemplate.Fixed(in.read("value", Function.identity()));
        }
        if (in.has("text")) {
            return new ValueTemplate.Text(in.read("text", TemplateCodec::read));
        }
        if (in.has("items")) {
            return new ValueTemplate.Items(in.items("items", TemplateCodec::readValue));
        }
        SortedMap<String, ValueTemplate> fields =
                new TreeMap<>(in.entries("fields", TemplateCodec::readValue));
        in.value("fields");
        return new ValueTemplate.Struct(fields);
    }
}
