package penstock.compiler.kfp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Suggestion;
import penstock.spec.document.Node;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.ComponentSpec.Inputs;
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
        ComponentSpec root = pipeline.root();
        SequencedMap<String, ParameterSpec> parameters =
                new LinkedHashMap<>(root.inputs().parameters());
        for (Map.Entry<String, Node> value : runtime.parameterValues().entrySet()) {
            ParameterSpec declared = parameters.get(value.getKey());
            if (declared == null) {
                diagnostics.error(
                        DiagnosticCode.UNKNOWN_INPUT,
                        value.getValue().span(),
                        "the pipeline job sets parameter '"
                                + Names.shown(value.getKey())
                                + "', which the pipeline does not have",
                        Suggestion.of(value.getKey(), parameters.keySet()));
            } else {
                parameters.put(value.getKey(), withDefault(declared, value.getValue()));
            }
        }
        return withRoot(
                pipeline,
                new ComponentSpec(
                        new Inputs(parameters, root.inputs().artifacts()),
                        root.outputs(),
                        root.dag(),
                        root.executorLabel(),
                        root.taskConfigPassthroughs(),
                        root.span()));
    }

    private static ParameterSpec withDefault(ParameterSpec parameter, Node value) {
        return new ParameterSpec(
                parameter.type(),
                value,
                true,
                parameter.description(),
                parameter.literals(),
                parameter.span());
    }

    private static PipelineSpec withRoot(PipelineSpec pipeline, ComponentSpec root) {
        return new PipelineSpec(
                pipeline.info(),
                pipeline.sdkVersion(),
                pipeline.schemaVersion(),
                pipeline.defaultPipelineRoot(),
                pipeline.components(),
                pipeline.executors(),
                root,
                pipeline.span());
    }
}
