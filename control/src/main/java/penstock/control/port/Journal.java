package penstock.control.port;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.Progress;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.engine.TaskView;
import penstock.plan.Plan;
import penstock.plan.Problem;

/**
 * The journal of every run: the one place where a decision becomes a fact. Calls return at once;
 * the answer arrives on a thread of the adapter and is brief to handle.
 */
public interface Journal {

    /**
     * Commits a batch of events of one run with everything that follows from them, all or nothing.
     * Nothing is committed unless the run stands at {@code expectedSequence} and {@code epoch} is
     * the current one.
     */
    void append(Append append, Consumer<AppendOutcome> done);

    /** Reads a run back. */
    void load(RunId run, Consumer<LoadOutcome> done);

    /** Runs that have not ended, those with live attempts first, then by creation. */
    void unfinished(Consumer<UnfinishedOutcome> done);

    /** Records for people that a run is set aside because handling it failed unexpectedly. */
    void quarantine(RunId run, Problem problem);

    /**
     * A batch.
     *
     * @param expectedSequence number of events already in the run's journal
     * @param epoch the ownership epoch of the writer
     * @param creation present with the first batch of a run
     * @param touched task runs as the events left them, the last state of each, in event order
     * @param retried true when the batch opens a new generation: what had not succeeded is pending
     * @param results of programs that succeeded in this batch, by which later ones find them
     */
    record Append(
            RunId run,
            long expectedSequence,
            long epoch,
            @Nullable Creation creation,
            List<Event> events,
            List<TaskView> touched,
            Progress progress,
            boolean retried,
            List<NewResult> results) {
        public Append {
            events = List.copyOf(events);
            touched = List.copyOf(touched);
            results = List.copyOf(results);
        }

        /** A batch in which no program succeeded, or none that others may find. */
        public Append(
                RunId run,
                long expectedSequence,
                long epoch,
                @Nullable Creation creation,
                List<Event> events,
                List<TaskView> touched,
                Progress progress,
                boolean retried) {
            this(
                    run,
                    expectedSequence,
                    epoch,
                    creation,
                    events,
                    touched,
                    progress,
                    retried,
                    List.of());
        }
    }

    /**
     * A result of the task run at {@code path}, whose outputs are among those touched.
     *
     * @param cached whether other runs may take it from the cache
     */
    record NewResult(
            TaskPath path, String fingerprint, List<FingerprintPart> parts, boolean cached) {
        public NewResult {
            parts = List.copyOf(parts);
        }
    }

    /** What is stored once when a run is created. */
    record Creation(RunHeader header, Plan plan, RunOrigin origin) {}

    /** What became of a batch. */
    sealed interface AppendOutcome {
        /** It is durable. */
        record Committed() implements AppendOutcome {}

        /** Somebody else writes this run; nothing was committed and nothing will be. */
        record Fenced(String reason) implements AppendOutcome {}

        /** The store failed; the batch may or may not be durable. */
        record Unavailable(Problem problem) implements AppendOutcome {}
    }

    /** What became of a load. */
    sealed interface LoadOutcome {
        /** The run, with all its events in order. */
        record Loaded(RunHeader header, Plan plan, List<Event> events) implements LoadOutcome {
            public Loaded {
                events = List.copyOf(events);
            }
        }

        /** There is no such run. */
        record Missing() implements LoadOutcome {}

        /** The run is there but cannot be understood by this release. */
        record Unreadable(Problem problem) implements LoadOutcome {}

        /** The store failed. */
        record Unavailable(Problem problem) implements LoadOutcome {}
    }

    /** What became of the question for unfinished runs. */
    sealed interface UnfinishedOutcome {
        /** Those runs. */
        record Found(List<RunId> runs) implements UnfinishedOutcome {
            public Found {
                runs = List.copyOf(runs);
            }
        }

        /** The store failed. */
        record Unavailable(Problem problem) implements UnfinishedOutcome {}
    }

    /** True for the states in which a run is unfinished. */
    static boolean isUnfinished(Phase phase) {
        return !phase.isTerminal();
    }
}
