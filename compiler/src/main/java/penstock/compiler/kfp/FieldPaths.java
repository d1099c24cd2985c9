package penstock.compiler.kfp;

import java.util.List;
import java.util.regex.Pattern;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.SourceText;

/** Checks the facts about a pod that a variable may hold: those of Kubernetes' downward API. */
final class FieldPaths {
    private static final Pattern KEYED =
            Pattern.compile("metadata\\.(labels|annotations)\\['[^']+'\\]");
    private static final List<String> PLAIN =
            List.of(
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.uid",
                    "metadata.labels",
                    "metadata.annotations",
                    "spec.nodeName",
                    "spec.serviceAccountName",
                    "status.podIP",
                    "status.podIPs",
                    "status.hostIP",
                    "status.hostIPs");

    private FieldPaths() {}

    static void check(SourceText path, Diagnostics diagnostics) {
        if (!PLAIN.contains(path.text()) && !KEYED.matcher(path.text()).matches()) {
            String message =
                    "there is no field path '"
                            + Names.shown(path.text())
                            + "' (expected: "
                            + String.join(", ", PLAIN)
                            + " or a key, as in metadata.labels['team'])";
            diagnostics.misnamed(
                    Diagnostic.error(DiagnosticCode.UNKNOWN_CONSTANT, path.span(), message),
                    path.text(),
                    PLAIN);
        }
    }
}
