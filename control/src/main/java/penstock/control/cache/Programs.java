package penstock.control.cache;

import java.util.ArrayList;
import java.util.List;
import penstock.control.port.FingerprintPart;
import penstock.plan.Argument;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Interface;
import penstock.plan.Kubernetes;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** The parts of a program as the document has it, unresolved. */
public final class Programs {

    private Programs() {}

    /** Image, command, environment, interface, and what it mounts and reads if that is anything. */
    public static List<FingerprintPart> parts(Component.Container container) {
        ContainerSpec spec = container.spec();
        List<FingerprintPart> parts = new ArrayList<>();
        parts.add(new FingerprintPart("image", image(spec), shown(spec.image())));
        parts.add(new FingerprintPart("command", command(spec), Shown.command(spec)));
        String names = Shown.text(String.join(", ", spec.env().keySet()));
        parts.add(new FingerprintPart("env", env(spec), names));
        String io = io(container.io());
        parts.add(new FingerprintPart("interface", io, Shown.digest(io)));
        Kubernetes settings = spec.kubernetes();
        if (!settings.mounts().isEmpty() || !settings.env().isEmpty()) {
            String digest = Settings.digest(settings);
            parts.add(new FingerprintPart("kubernetes", digest, Shown.digest(digest)));
        }
        return parts;
    }

    private static String command(ContainerSpec spec) {
        return Canonical.digest(out ->
                out.list(spec.command(), word -> argument(out, word))
                        .list(spec.args(), word -> argument(out, word)));
    }

    private static String env(ContainerSpec spec) {
        return Canonical.digest(out -> out.map(spec.env(), out::text));
    }

    private static String image(ContainerSpec spec) {
        return Canonical.digest(out -> template(out, spec.image()));
    }

    /** What it takes and gives; defaults are left out, because they are among the inputs. */
    private static String io(Interface io) {
        return Canonical.digest(out ->
                out.map(io.parameters(), input -> out.text(input.type().name()))
                        .map(io.artifacts(), input -> type(out, input.type()).flag(input.list()))
                        .map(io.outputParameters(), type -> out.text(type.name()))
                        .map(
                                io.outputArtifacts(),
                                output ->
                                        type(out, output.type())
                                                .flag(output.list())
                                                .text(ValueText.json(output.metadata()))));
    }

    private static Canonical type(Canonical out, ArtifactType type) {
        return out.text(type.schemaTitle()).text(type.schemaVersion());
    }

    private static void argument(Canonical out, Argument argument) {
        switch (argument) {
            case Argument.Word(Template template) -> template(out.text("word"), template);
            case Argument.Concat(List<Argument> items) ->
                    out.text("concat").list(items, item -> argument(out, item));
            case Argument.IfPresent(String input, var then, var otherwise) ->
                    out.text("if")
                            .text(input)
                            .list(then, item -> argument(out, item))
                            .list(otherwise, item -> argument(out, item));
        }
    }

    private static void template(Canonical out, Template template) {
        out.list(template.parts(), part -> part(out, part));
    }

    private static void part(Canonical out, Template.Part part) {
        switch (part) {
            case Template.Literal(String text) -> out.text("text").text(text);
            case Template.InputParameter(String name) -> out.text("parameter").text(name);
            case Template.InputArtifact(String name, var facet) ->
                    facet(out.text("input").text(name), facet);
            case Template.OutputArtifact(String name, var facet) ->
                    facet(out.text("output").text(name), facet);
            case Template.OutputParameterFile(String name) -> out.text("file").text(name);
            case Template.ExecutorInput() -> out.text("executor input");
            case Template.ExecutorOutputFile() -> out.text("executor output");
            case Template.Constant(var constant) -> out.text("fact").text(constant.name());
        }
    }

    private static void facet(Canonical out, Template.Facet facet) {
        switch (facet) {
            case Template.Facet.Uri() -> out.text("uri");
            case Template.Facet.Path() -> out.text("path");
            case Template.Facet.Metadata(String key) ->
                    out.text("metadata").flag(key != null).text(key == null ? "" : key);
            case Template.Facet.All() -> out.text("all");
        }
    }

    /** A template as people write it, as far as that is short. */
    private static String shown(Template template) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            text.append(part instanceof Template.Literal(String literal) ? literal : "{{…}}");
        }
        return Shown.text(text.toString());
    }

    /** The value of a parameter, with its kind. */
    static String value(Value value) {
        return Canonical.digest(out -> out.text(ValueText.json(value)));
    }
}
