package penstock.spec.kfp;

import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;
import penstock.spec.document.Node;

/**
 * A use of a component.
 *
 * @param displayName for people; empty when the document names none
 * @param componentRef the component's name
 * @param caching null when the document is silent, which means off
 * @param iterator null for a task that is no loop
 * @param parallelismLimit iterations at once; 0 for no limit
 */
public record TaskSpec(
        String displayName,
        SourceText componentRef,
        SequencedMap<String, ParameterArgument> parameters,
        SequencedMap<String, ArtifactArgument> artifacts,
        List<SourceText> dependentTasks,
        @Nullable Caching caching,
        @Nullable Trigger trigger,
        @Nullable Retry retry,
        @Nullable LoopIterator iterator,
        int parallelismLimit,
        Span span) {

    /** The same task with other parameters. */
    public TaskSpec withParameters(SequencedMap<String, ParameterArgument> others) {
        return new TaskSpec(
                displayName,
                componentRef,
                others,
                artifacts,
                dependentTasks,
                caching,
                trigger,
                retry,
                iterator,
                parallelismLimit,
                span);
    }

    /**
     * What feeds a parameter.
     *
     * @param source null when the document names none
     * @param selector a CEL expression on the value, or null
     */
    public record ParameterArgument(
            @Nullable ParameterSource source, @Nullable SourceText selector, Span span) {}

    /** Where a parameter comes from. */
    public sealed interface ParameterSource {
        /** An output of a task of the same graph. */
        record TaskOutput(SourceText producerTask, SourceText outputKey)
                implements ParameterSource {}

        /** A value in the document. */
        record Constant(Node value) implements ParameterSource {}

        /** A parameter of the run; only importers have it. */
        record RuntimeParameter(SourceText name) implements ParameterSource {}

        /** An input of the component around the graph. */
        record ComponentInput(SourceText name) implements ParameterSource {}

        /** How a task of the same graph ended. */
        record FinalStatus(SourceText producerTask) implements ParameterSource {}
    }

    /** What feeds an artifact; {@code source} is null when the document names none. */
    public record ArtifactArgument(@Nullable ArtifactSource source, Span span) {}

    /** Where an artifact comes from. */
    public sealed interface ArtifactSource {
        /** An output of a task of the same graph. */
        record TaskOutput(SourceText producerTask, SourceText outputKey)
                implements ArtifactSource {}

        /** An input of the component around the graph. */
        record ComponentInput(SourceText name) implements ArtifactSource {}
    }

    /** Whether an earlier result may be used; {@code cacheKey} is empty when none is set. */
    public record Caching(boolean enableCache, String cacheKey, Span span) {}

    /** When the task runs; {@code condition} is null when there is none. */
    public record Trigger(@Nullable SourceText condition, TriggerStrategy strategy, Span span) {}

    /** What follows a failed attempt; durations are null where the document is silent. */
    public record Retry(
            int maxRetryCount,
            @Nullable Duration backoffDuration,
            double backoffFactor,
            @Nullable Duration backoffMaxDuration,
            Span span) {}

    /** A loop over items. */
    public sealed interface LoopIterator {
        /** Where the loop is declared. */
        Span span();

        /** The component's input that receives the item. */
        String itemInput();

        /** Items as JSON text in the document. */
        record RawItems(SourceText json, String itemInput, Span span) implements LoopIterator {}

        /** Items from an input parameter of the task. */
        record ParameterItems(SourceText input, String itemInput, Span span)
                implements LoopIterator {}

        /** Items from an input artifact of the task. */
        record ArtifactItems(SourceText input, String itemInput, Span span)
                implements LoopIterator {}
    }
}
