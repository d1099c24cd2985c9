package penstock.server.v1beta1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.spec.Reading;
import penstock.spec.argo.ArgoReader;
import penstock.spec.argo.ArgoWorkflow;
import penstock.spec.document.Limits;

/**
 * A pipeline document.
 *
 * @param text as it came
 * @param workflow what it is in Argo's terms; null for KFP's IR
 */
record Document(String text, @Nullable ArgoWorkflow workflow) {
    private static final ArgoReader READER = new ArgoReader(Limits.DEFAULT);

    static Document of(String text) {
        boolean candidate = text.contains("argoproj.io/");
        return new Document(
                text,
                candidate
                                && READER.read(text)
                                        instanceof Reading.Done<ArgoWorkflow>(var read, var _)
                        ? read
                        : null);
    }

    /** Its parameters, as v1beta1 has them: those of IR are not shown. */
    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        if (workflow != null) {
            workflow.parameters()
                    .forEach((name, value) ->
                            parameters.add(new Parameter(name, value == null ? "" : value)));
        }
        return parameters;
    }
}
