package penstock.spec.kfp;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;

/** Recognises documents that are something else, so that the refusal can say what. */
final class ForeignDocuments {
    private static final String EXPECTED = " (expected: a KFP v2 pipeline)";
    private static final String COMPILE =
            "compile a pipeline, for instance with 'kfp dsl compile --py pipeline.py'";

    private static final Pattern PYTHON =
            Pattern.compile(
                    "(?m)^(#!.*python|import \\w|from [\\w.]+ import |@\\w[\\w.]*|def \\w)");

    /** A kind of document, told by its top-level fields. */
    private record Kind(String name, List<String> fields, String hint) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            "a KFP component",
                            List.of("implementation"),
                            "load it with kfp.components.load_component_from_file and compile"
                                    + " a pipeline that uses it"),
                    new Kind("a Jupyter notebook", List.of("cells", "nbformat"), COMPILE),
                    new Kind("a Common Workflow Language document", List.of("cwlVersion"), COMPILE),
                    new Kind("a GitHub Actions workflow", List.of("on", "jobs"), COMPILE),
                    new Kind("a Compose file", List.of("services"), COMPILE),
                    new Kind("a DVC pipeline", List.of("stages"), COMPILE),
                    new Kind("an Azure pipeline", List.of("pool", "steps"), COMPILE),
                    new Kind("a Helm chart", List.of("apiVersion", "name", "version"), COMPILE),
                    new Kind("an OpenAPI description", List.of("openapi"), COMPILE));

    private ForeignDocuments() {}

    /** What to say about a text that is a program, or null when it is none. */
    static @Nullable Diagnostic program(String head) {
        if (!PYTHON.matcher(head).find()) {
            return null;
        }
        String what = head.contains("airflow") ? "an Airflow DAG in Python" : "Python source";
        return Diagnostic.error(
                DiagnosticCode.FOREIGN_DOCUMENT, Span.START, "this is " + what + EXPECTED, COMPILE);
    }

    /** What to say about a document that is not even a map. */
    static Diagnostic unknown(Node node) {
        return Diagnostic.error(
                DiagnosticCode.UNKNOWN_DOCUMENT,
                node.span(),
                "the document is " + node.describe() + EXPECTED,
                COMPILE);
    }

    /** What to say about a map that is neither a pipeline nor a Kubernetes manifest. */
    static Diagnostic foreign(MapNode map) {
        if (map.get("stages") instanceof ListNode) {
            return foreign(map, new Kind("a GitLab CI pipeline", List.of(), COMPILE));
        }
        for (Kind kind : KINDS) {
            if (map.entries().keySet().containsAll(kind.fields())) {
                return foreign(map, kind);
            }
        }
        return Diagnostic.error(
                DiagnosticCode.UNKNOWN_DOCUMENT,
                map.span(),
                "the document is none that is known here" + EXPECTED,
                COMPILE);
    }

    private static Diagnostic foreign(MapNode map, Kind kind) {
        return Diagnostic.error(
                DiagnosticCode.FOREIGN_DOCUMENT,
                map.span(),
                "this is " + kind.name() + EXPECTED,
                kind.hint());
    }

    /** What to say about a Kubernetes manifest that is not one of KFP v2. */
    static Diagnostic manifest(MapNode map, String apiVersion, String kind) {
        String what;
        String hint;
        if (apiVersion.startsWith("argoproj.io/")) {
            what = "an Argo " + kind + ", as KFP v1 compiles pipelines to";
            hint = "Argo workflows arrive in a later release; compile with kfp 2.x";
        } else if (apiVersion.startsWith("tekton.dev/")) {
            what = "a Tekton " + kind;
            hint = "compile with kfp 2.x instead of kfp-tekton";
        } else {
            what = "a Kubernetes manifest of kind " + kind + " (" + apiVersion + ")";
            hint = COMPILE;
        }
        return Diagnostic.error(
                DiagnosticCode.FOREIGN_DOCUMENT, map.span(), "this is " + what + EXPECTED, hint);
    }
}
