package penstock.spec.kfp;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;

/**
 * A reusable definition.
 *
 * @param dag its graph, or null
 * @param executorLabel its executor, or null
 * @param taskConfigPassthroughs settings it hands on to jobs of its own
 */
public record ComponentSpec(
        Inputs inputs,
        Outputs outputs,
        @Nullable DagSpec dag,
        @Nullable SourceText executorLabel,
        List<Passthrough> taskConfigPassthroughs,
        Span span) {

    /** The same component with other input parameters. */
    public ComponentSpec withParameters(SequencedMap<String, ParameterSpec> parameters) {
        return new ComponentSpec(
                new Inputs(parameters, inputs.artifacts()),
                outputs,
                dag,
                executorLabel,
                taskConfigPassthroughs,
                span);
    }

    /** The same component with another graph. */
    public ComponentSpec withDag(DagSpec other) {
        return new ComponentSpec(
                inputs, outputs, other, executorLabel, taskConfigPassthroughs, span);
    }

    /** Kinds of settings that a component can ask for; the ordinal is the number on the wire. */
    public enum TaskConfigField {
        NONE,
        RESOURCES,
        ENV,
        KUBERNETES_AFFINITY,
        KUBERNETES_TOLERATIONS,
        KUBERNETES_NODE_SELECTOR,
        KUBERNETES_VOLUMES
    }

    /**
     * Settings that the component is told of.
     *
     * @param applyToTask they also hold for the component's own program
     */
    public record Passthrough(TaskConfigField field, boolean applyToTask) {}

    /** Declared inputs by name. */
    public record Inputs(
            SequencedMap<String, ParameterSpec> parameters,
            SequencedMap<String, ArtifactSpec> artifacts) {}

    /** Declared outputs by name. */
    public record Outputs(
            SequencedMap<String, ParameterSpec> parameters,
            SequencedMap<String, ArtifactSpec> artifacts) {}

    /**
     * A declared parameter.
     *
     * @param type null when the document names none
     * @param defaultValue null when there is none
     * @param literals the values allowed; empty when all are
     */
    public record ParameterSpec(
            @Nullable ParameterKind type,
            @Nullable Node defaultValue,
            boolean optional,
            String description,
            List<Node> literals,
            Span span) {

        /** The same parameter, optional for its default. */
        public ParameterSpec withDefault(Node value) {
            return new ParameterSpec(type, value, true, description, literals, span);
        }

        /** The same parameter, for who gets it from somewhere else. */
        public ParameterSpec withoutDefault() {
            return new ParameterSpec(type, null, optional, description, literals, span);
        }
    }

    /**
     * A declared artifact.
     *
     * @param list any number of artifacts, not exactly one
     * @param metadata what an output's metadata starts from, or null
     */
    public record ArtifactSpec(
            ArtifactSchema schema,
            boolean list,
            boolean optional,
            String description,
            @Nullable MapNode metadata,
            Span span) {}

    /** The type of an artifact; texts are empty where the document is silent. */
    public record ArtifactSchema(String title, String version) {
        /** No type given. */
        public static final ArtifactSchema NONE = new ArtifactSchema("", "");
    }
}
