package penstock.spec.argo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Reading;
import penstock.spec.Span;
import penstock.spec.document.DocumentReader;
import penstock.spec.document.Limits;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;

/** Reads Argo workflows, in YAML or JSON. */
public final class ArgoReader {
    private static final String GROUP = "argoproj.io/";
    private static final String VERSION = GROUP + "v1alpha1";
    private static final String KIND = "Workflow";

    private final DocumentReader documents;

    /** A reader that refuses documents beyond {@code limits}. */
    public ArgoReader(Limits limits) {
        this.documents = new DocumentReader(limits);
    }

    /**
     * The workflow in the stream {@code text}, or null when its first document is something else.
     */
    public @Nullable Reading<ArgoWorkflow> read(String text) {
        return switch (documents.read(text)) {
            case Reading.Refused<List<Node>> _ -> null;
            case Reading.Done<List<Node>>(var nodes, var _) ->
                    !nodes.isEmpty() && nodes.getFirst() instanceof MapNode map && isWorkflow(map)
                            ? workflow(map)
                            : null;
        };
    }

    private static boolean isWorkflow(MapNode map) {
        return text(map.get("apiVersion")).startsWith(GROUP) && text(map.get("kind")).equals(KIND);
    }

    private static Reading<ArgoWorkflow> workflow(MapNode map) {
        Diagnostics diagnostics = new Diagnostics();
        String version = text(map.get("apiVersion"));
        if (!version.equals(VERSION)) {
            diagnostics.error(
                    DiagnosticCode.UNSUPPORTED_SCHEMA_VERSION,
                    map.span(),
                    "apiVersion is '" + version + "' (expected: " + VERSION + ")");
        }
        MapNode spec = map(map.get("spec"), map.span());
        MapNode metadata = map(map.get("metadata"), map.span());
        checkEntrypoint(spec, diagnostics);
        SequencedMap<String, @Nullable String> parameters =
                parameters(map(spec.get("arguments"), spec.span()), diagnostics);
        return diagnostics.reading(
                new ArgoWorkflow(name(metadata), text(spec.get("entrypoint")), parameters, map));
    }

    private static String name(MapNode metadata) {
        String name = text(metadata.get("name"));
        String prefix = text(metadata.get("generateName"));
        return !name.isEmpty() ? name : prefix.replaceFirst("-+$", "");
    }

    private static void checkEntrypoint(MapNode spec, Diagnostics diagnostics) {
        if (spec.get("workflowTemplateRef") != null) {
            return;
        }
        String entrypoint = text(spec.get("entrypoint"));
        boolean found =
                items(spec.get("templates")).stream()
                        .anyMatch(each ->
                                each instanceof MapNode template
                                        && text(template.get("name")).equals(entrypoint));
        if (entrypoint.isEmpty() || !found) {
            diagnostics.error(
                    DiagnosticCode.MISSING_FIELD,
                    spec.span(),
                    "entrypoint '" + entrypoint + "' is none of the workflow's templates");
        }
    }

    private static SequencedMap<String, @Nullable String> parameters(
            MapNode arguments, Diagnostics diagnostics) {
        SequencedMap<String, @Nullable String> parameters = new LinkedHashMap<>();
        for (Node item : items(arguments.get("parameters"))) {
            String name = item instanceof MapNode map ? text(map.get("name")) : "";
            if (name.isEmpty() || parameters.containsKey(name)) {
                diagnostics.error(
                        DiagnosticCode.BAD_NAME,
                        item.span(),
                        "a parameter '" + name + "' (expected: a name that no other has)");
            } else {
                parameters.put(name, value((MapNode) item));
            }
        }
        return parameters;
    }

    private static @Nullable String value(MapNode parameter) {
        Node value = parameter.get("value");
        Node chosen = value == null ? parameter.get("default") : value;
        return chosen instanceof ScalarNode scalar && scalar.kind() != ScalarNode.Kind.NULL
                ? scalar.text()
                : null;
    }

    private static List<Node> items(@Nullable Node node) {
        return node instanceof ListNode list ? list.items() : List.of();
    }

    private static MapNode map(@Nullable Node node, Span otherwise) {
        return node instanceof MapNode map ? map : new MapNode(new LinkedHashMap<>(), otherwise);
    }

    private static String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar && scalar.kind() != ScalarNode.Kind.NULL
                ? scalar.text()
                : "";
    }
}
