package penstock.compiler.kfp;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.kfp.ComponentSpec.ParameterSpec;
import penstock.spec.kfp.KfpDocument;
import penstock.spec.kfp.PipelineSpec;
import penstock.spec.kfp.RuntimeConfig;

/** Turns the parameter values of a {@code PipelineJob} envelope into defaults of its pipeline. */
final class EnvelopeDefaults {
    private EnvelopeDefaults() {}

    static PipelineSpec apply(KfpDocument document, Diagnostics diagnostics) {
        PipelineSpec pipeline = document.pipeline();
        RuntimeConfig runtime = document.runtime();
        if (runtime == null || runtime.parameterValues().isEmpty()) {
            return pipeline;
        }
        SequencedMap<String, ParameterSpec> parameters =
                new LinkedHashMap<>(pipeline.root().inputs().parameters());
        for (Map.Entry<String, Node> value : runtime.parameterValues().entrySet()) {
            ParameterSpec declared = parameters.get(value.getKey());
            if (declared == null) {
                unknown(value.getKey(), value.getValue().span(), parameters.keySet(), diagnostics);
            } else {
                parameters.put(value.getKey(), declared.withDefault(value.getValue()));
            }
        }
        return pipeline.withRoot(pipeline.root().withParameters(parameters));
    }

    private static void unknown(
            String name, Span span, Collection<String> known, Diagnostics diagnostics) {
        String message =
                "the pipeline job sets parameter '"
                        + Names.shown(name)
                        + "', which the pipeline does not have";
        diagnostics.misnamed(
                Diagnostic.error(DiagnosticCode.UNKNOWN_INPUT, span, message), name, known);
    }
}
