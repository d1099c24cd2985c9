package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.Component.MetadataEntry;
import penstock.plan.Component.MetadataTemplate;
import penstock.plan.Interface;
import penstock.plan.Template;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Lowers an importer executor. */
final class ImporterLowering {
    private final Components.Known component;
    private final Templates templates;
    private final Diagnostics diagnostics;

    ImporterLowering(Components.Known component, Templates templates, Diagnostics diagnostics) {
        this.component = component;
        this.templates = templates;
        this.diagnostics = diagnostics;
    }

    Component.Importer lower(ExecutorSpec.Importer importer) {
        checkOutput(importer.span());
        return new Component.Importer(
                component.io(),
                uri(importer),
                type(importer),
                metadata(importer.metadata()),
                importer.reimport(),
                importer.downloadToWorkspace());
    }

    private void checkOutput(Span span) {
        Interface io = component.io();
        if (io.outputArtifacts().size() != 1 || !io.outputParameters().isEmpty()) {
            refuse(
                    span,
                    "has "
                            + io.outputArtifacts().size()
                            + " output artifacts and "
                            + io.outputParameters().size()
                            + " output parameters (expected: one artifact)",
                    "declare one output artifact");
        }
    }

    private Template uri(ExecutorSpec.Importer importer) {
        return switch (importer.uri()) {
            case ParameterSource.Constant(ScalarNode uri)
                    when uri.kind() == ScalarNode.Kind.TEXT && !uri.text().isBlank() ->
                    templates.text(new SourceText(uri.text(), uri.span()));
            case ParameterSource.Constant(Node uri) -> {
                refuse(uri.span(), "imports " + uri.describe(), "give it an address as text");
                yield Template.literal("");
            }
            case ParameterSource.RuntimeParameter(SourceText input) -> {
                checkInput(input);
                yield new Template(List.of(new Template.InputParameter(input.text())));
            }
            case null, default -> {
                refuse(importer.span(), "has no 'artifactUri'", "say what it imports");
                yield Template.literal("");
            }
        };
    }

    private void checkInput(SourceText input) {
        if (!component.io().parameters().containsKey(input.text())) {
            String message =
                    "importer '"
                            + component.name()
                            + "' takes its address from the input '"
                            + Names.shown(input.text())
                            + "', which it does not declare";
            diagnostics.misnamed(
                    Diagnostic.error(DiagnosticCode.UNKNOWN_INPUT, input.span(), message),
                    input.text(),
                    component.io().parameters().keySet());
        }
    }

    /** What the importer says of itself counts before what its component declares. */
    private ArtifactType type(ExecutorSpec.Importer importer) {
        if (!importer.schema().title().isEmpty()) {
            return new ArtifactType(importer.schema().title(), importer.schema().version());
        }
        return component.io().outputArtifacts().values().stream()
                .findFirst()
                .map(Interface.ArtifactOutput::type)
                .orElse(ArtifactType.ANY);
    }

    private MetadataTemplate metadata(@Nullable MapNode metadata) {
        if (metadata == null) {
            return MetadataTemplate.NONE;
        }
        List<MetadataEntry> entries = new ArrayList<>();
        for (Map.Entry<String, MapNode.Entry> entry : metadata.entries().entrySet()) {
            SourceText key = new SourceText(entry.getKey(), entry.getValue().keySpan());
            warnOfKeys(entry.getValue().value());
            entries.add(
                    new MetadataEntry(
                            templates.text(key), templates.value(entry.getValue().value())));
        }
        return new MetadataTemplate(entries);
    }

    /** Keys at the top may have placeholders; those further down are taken as written. */
    private void warnOfKeys(Node node) {
        switch (node) {
            case ScalarNode _ -> {}
            case ListNode list -> list.items().forEach(this::warnOfKeys);
            case MapNode map ->
                    map.entries()
                            .forEach((key, entry) -> {
                                if (Placeholders.mayOccurIn(key)) {
                                    warnOfKey(key, entry.keySpan());
                                }
                                warnOfKeys(entry.value());
                            });
        }
    }

    private void warnOfKey(String key, Span span) {
        diagnostics.warning(
                DiagnosticCode.BAD_PLACEHOLDER,
                span,
                "the key " + Names.shown(key) + " stands inside a metadata value",
                "it is kept as it is written; placeholders in keys work at the top of 'metadata'");
    }

    private void refuse(Span span, String what, String hint) {
        diagnostics.error(
                DiagnosticCode.BAD_IMPORTER,
                span,
                "importer '" + component.name() + "' " + what,
                hint);
    }
}
