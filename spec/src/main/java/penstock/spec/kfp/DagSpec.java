package penstock.spec.kfp;

import java.util.List;
import java.util.SequencedMap;
import penstock.spec.Span;

/**
 * A graph of tasks.
 *
 * @param tasks by key, which is their identity
 * @param outputParameters what each output parameter is taken from
 * @param outputArtifacts what each output artifact is taken from
 */
public record DagSpec(
        SequencedMap<String, TaskSpec> tasks,
        SequencedMap<String, Output> outputParameters,
        SequencedMap<String, Output> outputArtifacts,
        Span span) {

    /** The same graph with other tasks. */
    public DagSpec withTasks(SequencedMap<String, TaskSpec> others) {
        return new DagSpec(others, outputParameters, outputArtifacts, span);
    }

    /**
     * What an output is taken from.
     *
     * @param selectors in order of preference
     */
    public record Output(List<Selector> selectors, Span span) {}

    /** An output of a task of this graph. */
    public record Selector(SourceText producerSubtask, SourceText outputKey) {}
}
