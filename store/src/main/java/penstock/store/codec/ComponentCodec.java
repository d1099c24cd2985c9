package penstock.store.codec;

import org.jspecify.annotations.Nullable;
import penstock.plan.Argument;
import penstock.plan.Component;
import penstock.plan.Component.VolumeChange.Change;
import penstock.plan.Interface;
import penstock.plan.Kubernetes;
import penstock.plan.Template;
import penstock.plan.Value;

/** The components of a plan. */
final class ComponentCodec {

    private ComponentCodec() {}

    static void write(JsonOut out, Component component) {
        out.object(() -> {
            switch (component) {
                case Component.Container container ->
                        out.field("kind", "container")
                                .field("spec", () -> writeSpec(out, container.spec()));
                case Component.Scope scope ->
                        out.field("kind", "scope")
                                .entries("tasks", scope.tasks(), TaskCodec::write)
                                .entries(
                                        "parameters",
                                        scope.outputParameters(),
                                        ComponentCodec::writeSelection)
                                .entries(
                                        "artifacts",
                                        scope.outputArtifacts(),
                                        ComponentCodec::writeSelection);
                case Component.Importer importer -> writeImporter(out, importer);
                case Component.VolumeChange volume ->
                        out.field("kind", "volume").field("change", volume.change());
            }
            out.field("io", () -> InterfaceCodec.write(out, component.io()));
        });
    }

    static Component read(Value json) {
        String kind = TemplateCodec.kind("component", json);
        return switch (kind) {
            case "container" -> {
                Fields in = Fields.of(kind, json, "kind", "io", "spec");
                yield new Component.Container(io(in), in.read("spec", ComponentCodec::readSpec));
            }
            case "scope" -> {
                Fields in = Fields.of(kind, json, "kind", "io", "tasks", "parameters", "artifacts");
                yield new Component.Scope(
                        io(in),
                        in.entries("tasks", TaskCodec::read),
                        in.entries("parameters", ComponentCodec::readSelection),
                        in.entries("artifacts", ComponentCodec::readSelection));
            }
            case "importer" -> readImporter(json);
            case "volume" -> {
                Fields in = Fields.of(kind, json, "kind", "io", "change");
                yield new Component.VolumeChange(io(in), in.constant("change", Change.class));
            }
            default -> throw new UnreadableException("unknown component kind '" + kind + "'");
        };
    }

    private static Interface io(Fields in) {
        return in.read("io", InterfaceCodec::read);
    }

    private static void writeImporter(JsonOut out, Component.Importer importer) {
        out.field("kind", "importer")
                .field("uri", () -> TemplateCodec.write(out, importer.uri()))
                .field("type", () -> InterfaceCodec.writeType(out, importer.type()))
                .items(
                        "metadata",
                        importer.metadata().entries(),
                        entry -> writeMetadata(out, entry))
                .flag("reimport", importer.reimport())
                .flag("download", importer.downloadToWorkspace());
    }

    private static Component.Importer readImporter(Value json) {
        Fields in =
                Fields.of(
                        "importer",
                        json,
                        "kind",
                        "io",
                        "uri",
                        "type",
                        "metadata",
                        "reimport",
                        "download");
        return new Component.Importer(
                io(in),
                in.read("uri", TemplateCodec::read),
                in.read("type", InterfaceCodec::readType),
                new Component.MetadataTemplate(in.items("metadata", ComponentCodec::readMetadata)),
                in.flag("reimport"),
                in.flag("download"));
    }

    private static void writeMetadata(JsonOut out, Component.MetadataEntry entry) {
        out.object(() ->
                out.field("key", () -> TemplateCodec.write(out, entry.key()))
                        .field("value", () -> TemplateCodec.write(out, entry.value())));
    }

    private static Component.MetadataEntry readMetadata(Value json) {
        Fields in = Fields.of("metadata entry", json, "key", "value");
        return new Component.MetadataEntry(
                in.read("key", TemplateCodec::read), in.read("value", TemplateCodec::readValue));
    }

    private static void writeSelection(JsonOut out, Component.Selection selection) {
        out.list(
                selection.candidates(),
                candidate ->
                        out.object(() ->
                                out.field("task", candidate.task()).field("key", candidate.key())));
    }

    private static Component.Selection readSelection(Value json) {
        var candidates = Fields.items(json).stream().map(ComponentCodec::readOutput).toList();
        if (candidates.isEmpty()) {
            throw new UnreadableException("selection without candidates");
        }
        return new Component.Selection(candidates);
    }

    private static Component.TaskOutput readOutput(Value json) {
        Fields in = Fields.of("task output", json, "task", "key");
        return new Component.TaskOutput(in.text("task"), in.text("key"));
    }

    private static void writeSpec(JsonOut out, Component.ContainerSpec spec) {
        out.object(() -> {
            out.field("image", () -> TemplateCodec.write(out, spec.image()))
                    .items("command", spec.command(), item -> writeArgument(out, item))
                    .items("args", spec.args(), item -> writeArgument(out, item))
                    .entries("env", spec.env(), JsonOut::text)
                    .field("resources", () -> writeResources(out, spec.resources()));
            if (!spec.kubernetes().equals(Kubernetes.NONE)) {
                out.field("kubernetes", () -> KubernetesCodec.write(out, spec.kubernetes()));
            }
            out.flag("pause_before", spec.pauses().before())
                    .flag("pause_after", spec.pauses().after())
                    .flag("pause_on_error", spec.pauses().onError());
        });
    }

    private static Component.ContainerSpec readSpec(Value json) {
        Fields in =
                Fields.of(
                        "container spec",
                        json,
                        "image",
                        "command",
                        "args",
                        "env",
                        "resources",
                        "kubernetes",
                        "pause_before",
                        "pause_after",
                        "pause_on_error");
        return new Component.ContainerSpec(
                in.read("image", TemplateCodec::read),
                in.items("command", ComponentCodec::readArgument),
                in.items("args", ComponentCodec::readArgument),
                in.entries("env", Fields::text),
                in.read("resources", ComponentCodec::readResources),
                in.has("kubernetes")
                        ? in.read("kubernetes", KubernetesCodec::read)
                        : Kubernetes.NONE,
                new Component.Pauses(
                        in.flag("pause_before"),
                        in.flag("pause_after"),
                        in.flag("pause_on_error")));
    }

    private static void writeArgument(JsonOut out, Argument argument) {
        switch (argument) {
            case Argument.Word(Template template) ->
                    out.object(() -> out.field("word", () -> TemplateCodec.write(out, template)));
            case Argument.Concat(var items) ->
                    out.object(() ->
                            out.field(
                                    "concat",
                                    () -> out.list(items, item -> writeArgument(out, item))));
            case Argument.IfPresent(String input, var then, var otherwise) ->
                    out.object(() ->
                            out.field("if_present", input)
                                    .items("then", then, item -> writeArgument(out, item))
                                    .items("else", otherwise, item -> writeArgument(out, item)));
        }
    }

    private static Argument readArgument(Value json) {
        Fields in = Fields.of("argument", json, "word", "concat", "if_present", "then", "else");
        if (in.has("word")) {
            return new Argument.Word(in.read("word", TemplateCodec::read));
        }
        if (in.has("concat")) {
            return new Argument.Concat(in.items("concat", ComponentCodec::readArgument));
        }
        return new Argument.IfPresent(
                in.text("if_present"),
                in.items("then", ComponentCodec::readArgument),
                in.items("else", ComponentCodec::readArgument));
    }

    private static void writeResources(JsonOut out, Component.Resources resources) {
        out.object(() -> {
            quantity(out, "cpu_request", resources.cpuRequest());
            quantity(out, "cpu_limit", resources.cpuLimit());
            quantity(out, "memory_request", resources.memoryRequest());
            quantity(out, "memory_limit", resources.memoryLimit());
            quantity(out, "accelerator_type", resources.acceleratorType());
            quantity(out, "accelerator_count", resources.acceleratorCount());
        });
    }

    private static void quantity(JsonOut out, String name, @Nullable Template quantity) {
        if (quantity != null) {
            out.field(name, () -> TemplateCodec.write(out, quantity));
        }
    }

    private static Component.Resources readResources(Value json) {
        Fields in =
                Fields.of(
                        "resources",
                        json,
                        "cpu_request",
                        "cpu_limit",
                        "memory_request",
                        "memory_limit",
                        "accelerator_type",
                        "accelerator_count");
        return new Component.Resources(
                in.optional("cpu_request", TemplateCodec::read),
                in.optional("cpu_limit", TemplateCodec::read),
                in.optional("memory_request", TemplateCodec::read),
                in.optional("memory_limit", TemplateCodec::read),
                in.optional("accelerator_type", TemplateCodec::read),
                in.optional("accelerator_count", TemplateCodec::read));
    }
}
