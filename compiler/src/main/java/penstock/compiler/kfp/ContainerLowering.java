package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Argument;
import penstock.plan.Component;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Component.Resources;
import penstock.plan.Interface;
import penstock.plan.Template;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.SourceText;

/** Lowers a container executor: parses its placeholders and checks what they name. */
final class ContainerLowering {
    private final Interface io;
    private final SortedSet<String> extras;
    private final Diagnostics diagnostics;

    /** A lowering for a component; {@code extras} are inputs that tasks pass undeclared. */
    ContainerLowering(Interface io, SortedSet<String> extras, Diagnostics diagnostics) {
        this.io = io;
        this.extras = extras;
        this.diagnostics = diagnostics;
    }

    Component.Container lower(ExecutorSpec.Container container) {
        if (container.image().text().isEmpty()) {
            diagnostics.error(
                    DiagnosticCode.MISSING_FIELD,
                    container.image().span(),
                    "the container names no image",
                    "set 'image', for instance to python:3.11");
        }
        return new Component.Container(
                io,
                new ContainerSpec(
                        template(container.image()),
                        arguments(container.command()),
                        arguments(container.args()),
                        environment(container.env()),
                        resources(container.resources())));
    }

    private List<Argument> arguments(List<SourceText> words) {
        List<Argument> arguments = new ArrayList<>(words.size());
        for (SourceText word : words) {
            arguments.add(
                    StructPlaceholders.mayBeOne(word.text())
                            ? new StructPlaceholders(word, this::template, diagnostics).argument()
                            : new Argument.Word(template(word)));
        }
        return arguments;
    }

    private SortedMap<String, String> environment(List<ExecutorSpec.EnvVar> variables) {
        SortedMap<String, String> environment = new TreeMap<>();
        for (ExecutorSpec.EnvVar variable : variables) {
            String name = variable.name().text();
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                diagnostics.error(
                        DiagnosticCode.BAD_NAME,
                        variable.name().span(),
                        "an environment variable is named '" + name + "'",
                        "use letters, digits and '_'");
            }
            environment.put(name, variable.value());
        }
        return environment;
    }

    private Resources resources(ExecutorSpec.@Nullable Resources resources) {
        if (resources == null) {
            return Resources.NONE;
        }
        return new Resources(
                optional(resources.cpuRequest()),
                optional(resources.cpuLimit()),
                optional(resources.memoryRequest()),
                optional(resources.memoryLimit()),
                optional(resources.acceleratorType()),
                optional(resources.acceleratorCount()));
    }

    private @Nullable Template optional(@Nullable SourceText text) {
        return text == null ? null : template(text);
    }

    /** The template of {@code text}, whose placeholders must name inputs and outputs. */
    private Template template(SourceText text) {
        if (!Placeholders.mayOccurIn(text.text())) {
            return Template.literal(text.text());
        }
        List<Template.Part> parts = new ArrayList<>();
        Placeholders.tokens(text.text()).forEach(token -> parts.add(part(token, text)));
        return new Template(parts);
    }

    private Template.Part part(Placeholders.Token token, SourceText text) {
        Template.Part part = token.part();
        if (part != null) {
            check(part, text);
            return part;
        }
        if (token.isUnknownPlaceholder()) {
            diagnostics.warning(
                    DiagnosticCode.BAD_PLACEHOLDER,
                    text.span(),
                    "placeholder " + Names.shown(token.source()) + " is not known",
                    "it reaches the program as it is written");
        }
        return new Template.Literal(token.source());
    }

    private void check(Template.Part part, SourceText text) {
        switch (part) {
            case Template.InputParameter(String name) when !extras.contains(name) ->
                    checkName("input parameter", name, io.parameters(), text);
            case Template.InputArtifact(String name, _) when !extras.contains(name) ->
                    checkName("input artifact", name, io.artifacts(), text);
            case Template.OutputArtifact(String name, _) ->
                    checkName("output artifact", name, io.outputArtifacts(), text);
            case Template.OutputParameterFile(String name) ->
                    checkName("output parameter", name, io.outputParameters(), text);
            case Template.Literal _,
                    Template.InputParameter _,
                    Template.InputArtifact _,
                    Template.ExecutorInput _,
                    Template.ExecutorOutputFile _,
                    Template.Constant _ -> {}
        }
    }

    private void checkName(
            String kind, String name, SortedMap<String, ?> declared, SourceText text) {
        if (!declared.containsKey(name)) {
            String message =
                    "a placeholder names the "
                            + kind
                            + " '"
                            + Names.shown(name)
                            + "', which the component does not declare";
            diagnostics.misnamed(
                    Diagnostic.error(DiagnosticCode.BAD_PLACEHOLDER, text.span(), message),
                    name,
                    declared.keySet());
        }
    }
}
