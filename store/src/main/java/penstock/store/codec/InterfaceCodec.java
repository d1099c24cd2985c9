package penstock.store.codec;

import java.util.function.Function;
import penstock.plan.ArtifactType;
import penstock.plan.Interface;
import penstock.plan.ParameterType;
import penstock.plan.Value;

/** What components take and give. */
final class InterfaceCodec {

    private InterfaceCodec() {}

    static void write(JsonOut out, Interface io) {
        out.object(() ->
                out.entries("parameters", io.parameters(), InterfaceCodec::writeParameter)
                        .entries("artifacts", io.artifacts(), InterfaceCodec::writeInput)
                        .entries(
                                "output_parameters",
                                io.outputParameters(),
                                (json, type) -> json.text(type.name()))
                        .entries(
                                "output_artifacts",
                                io.outputArtifacts(),
                                InterfaceCodec::writeOutput));
    }

    static Interface read(Value json) {
        Fields in =
                Fields.of(
                        "interface",
                        json,
                        "parameters",
                        "artifacts",
                        "output_parameters",
                        "output_artifacts");
        return new Interface(
                in.entries("parameters", InterfaceCodec::readParameter),
                in.entries("artifacts", InterfaceCodec::readInput),
                in.entries(
                        "output_parameters",
                        type -> Fields.constant(ParameterType.class, Fields.text(type))),
                in.entries("output_artifacts", InterfaceCodec::readOutput));
    }

    static void writeType(JsonOut out, ArtifactType type) {
        out.object(() ->
                out.field("title", type.schemaTitle())
                        .unlessEmpty("version", type.schemaVersion()));
    }

    static ArtifactType readType(Value json) {
        Fields in = Fields.of("artifact type", json, "title", "version");
        return new ArtifactType(in.text("title"), in.text("version", ""));
    }

    private static void writeParameter(JsonOut out, Interface.ParameterInput parameter) {
        out.object(() -> {
            out.field("type", parameter.type()).flag("optional", parameter.optional());
            Value usual = parameter.defaultValue();
            if (usual != null) {
                out.field("default", () -> ValueCodec.write(out, usual));
            }
            out.items("literals", parameter.literals(), item -> ValueCodec.write(out, item));
        });
    }

    private static Interface.ParameterInput readParameter(Value json) {
        Fields in = Fields.of("parameter", json, "type", "optional", "default", "literals");
        return new Interface.ParameterInput(
                in.constant("type", ParameterType.class),
                in.flag("optional"),
                in.optional("default", Function.identity()),
                in.items("literals", Function.identity()));
    }

    private static void writeInput(JsonOut out, Interface.ArtifactInput input) {
        out.object(() ->
                out.field("type", () -> writeType(out, input.type()))
                        .flag("list", input.list())
                        .flag("optional", input.optional()));
    }

    private static Interface.ArtifactInput readInput(Value json) {
        Fields in = Fields.of("input artifact", json, "type", "list", "optional");
        return new Interface.ArtifactInput(
                in.read("type", InterfaceCodec::readType), in.flag("list"), in.flag("optional"));
    }

    private static void writeOutput(JsonOut out, Interface.ArtifactOutput output) {
        out.object(() ->
                out.field("type", () -> writeType(out, output.type()))
                        .flag("list", output.list())
                        .entries("metadata", output.metadata().fields(), ValueCodec::write));
    }

    private static Interface.ArtifactOutput readOutput(Value json) {
        Fields in = Fields.of("output artifact", json, "type", "list", "metadata");
        return new Interface.ArtifactOutput(
                in.read("type", InterfaceCodec::readType),
                in.flag("list"),
                new Value.Struct(in.entries("metadata", Function.identity())));
    }
}
