package penstock.control.port;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.engine.CacheNote.Origin;
import penstock.engine.Outputs;
import penstock.engine.RunId;
import penstock.plan.Problem;

/**
 * Results of earlier task runs by fingerprint. An entry is written by {@link Journal#append}, in
 * the transaction of the success that made it, and counts its hits likewise.
 */
public interface CacheEntries {

    /** How many candidates an answer holds at most. */
    int MOST_CANDIDATES = 3;

    /**
     * Looks results up. Returns at once; the answer arrives on a thread of the adapter and is brief
     * to handle.
     */
    void find(Question question, Consumer<FindOutcome> done);

    /**
     * The entry of that fingerprint that a task run made, or null when it is gone. Blocking.
     *
     * @param asker a run of the same namespace
     */
    @Nullable Entry madeBy(RunId asker, String pipelineName, String fingerprint, Origin maker);

    /** Live entries, newest first. Blocking. */
    Listed list(Selection selection, int offset, int limit);

    /** Removes the entries chosen, and says how many there were. Blocking. */
    int revoke(Selection selection);

    /** Removes one entry; false when there is none of that number. Blocking. */
    boolean revoke(long number);

    /**
     * What is looked for.
     *
     * @param run who asks; entries of its namespace count
     * @param pipelineName entries of pipelines of this name count
     * @param component the component that would run, for the nearest entry
     * @param path where it would run, preferred among equals
     * @param source a run whose succeeded tasks count, whatever their pipeline; null for none
     * @param cached whether entries of the cache count
     */
    record Question(
            RunId run,
            String pipelineName,
            String fingerprint,
            String component,
            String path,
            @Nullable RunId source,
            boolean cached) {}

    /** What became of a question. */
    sealed interface FindOutcome {
        /**
         * The store's answer.
         *
         * @param reusable a succeeded task of the source run with that fingerprint
         * @param candidates entries with that fingerprint, newest first
         * @param nearest when there is no candidate: the newest entry of the same pipeline and
         *     component, preferably of the same path
         */
        record Found(@Nullable Result reusable, List<Result> candidates, @Nullable Result nearest)
                implements FindOutcome {
            public Found {
                candidates = List.copyOf(candidates);
            }
        }

        /** The store failed. */
        record Unavailable(Problem problem) implements FindOutcome {}
    }

    /**
     * A result that may stand in for running a task.
     *
     * @param parts of its fingerprint; empty where they are not kept
     */
    record Result(Origin origin, Outputs outputs, Instant madeAt, List<FingerprintPart> parts) {
        public Result {
            parts = List.copyOf(parts);
        }
    }

    /** Which entries; null stands for all. */
    record Selection(@Nullable String pipelineName, @Nullable RunId run, @Nullable String search) {
        /** All entries. */
        public static final Selection ALL = new Selection(null, null, null);
    }

    /** Some entries and how many there are in all. */
    record Listed(List<Entry> entries, long total) {
        public Listed {
            entries = List.copyOf(entries);
        }
    }

    /**
     * An entry as lists show it.
     *
     * @param path of the task run that made it
     * @param lastHitAt null when nobody has used it
     */
    record Entry(
            long number,
            String fingerprint,
            String pipelineName,
            String component,
            RunId run,
            String path,
            Instant createdAt,
            long hits,
            @Nullable Instant lastHitAt) {}
}
