package penstock.spec.argo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.document.MapNode;

/**
 * An Argo workflow.
 *
 * @param name of the workflow, else what its name begins with, without the hyphen at its end
 * @param entrypoint the template that is run first; empty when another document names it
 * @param parameters of the workflow in its order; null for those without a value
 * @param manifest all of it
 */
public record ArgoWorkflow(
        String name,
        String entrypoint,
        SequencedMap<String, @Nullable String> parameters,
        MapNode manifest) {

    public ArgoWorkflow {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }
}
