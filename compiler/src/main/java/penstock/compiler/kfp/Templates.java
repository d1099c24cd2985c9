package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import penstock.compiler.json.JsonValues;
import penstock.plan.Interface;
import penstock.plan.Template;
import penstock.plan.ValueTemplate;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.kfp.SourceText;

/** Parses the placeholders in a component's texts, and checks what they name. */
final class Templates {
    private final Interface io;
    private final SortedSet<String> extras;
    private final Diagnostics diagnostics;

    /** Templates of a component; {@code extras} are inputs that tasks pass undeclared. */
    Templates(Interface io, SortedSet<String> extras, Diagnostics diagnostics) {
        this.io = io;
        this.extras = extras;
        this.diagnostics = diagnostics;
    }

    /** The template of {@code text}, whose placeholders must name inputs and outputs. */
    Template text(SourceText text) {
        if (!Placeholders.mayOccurIn(text.text())) {
            return Template.literal(text.text());
        }
        List<Template.Part> parts = new ArrayList<>();
        Placeholders.tokens(text.text()).forEach(token -> parts.add(part(token, text)));
        return new Template(parts);
    }

    /** The template of a value of any shape; placeholders stand in its texts. */
    ValueTemplate value(Node node) {
        return switch (node) {
            case Node fixed when !Constants.hasPlaceholder(fixed) ->
                    new ValueTemplate.Fixed(JsonValues.of(fixed));
            case ScalarNode scalar ->
                    new ValueTemplate.Text(text(new SourceText(scalar.text(), scalar.span())));
            case ListNode list ->
                    new ValueTemplate.Items(list.items().stream().map(this::value).toList());
            case MapNode map -> {
                SortedMap<String, ValueTemplate> fields = new TreeMap<>();
                map.entries().forEach((name, entry) -> fields.put(name, value(entry.value())));
                yield new ValueTemplate.Struct(fields);
            }
        };
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
