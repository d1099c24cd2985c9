package penstock.control.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.engine.Phase;
import penstock.engine.RunId;

/**
 * What is kept of ended runs, and what nothing refers to any more. Blocking. Everything may be
 * repeated after a crash; a call that removes takes a limit, so that no commit is long.
 */
public interface Retention {

    /** Ended runs, counted by experiment and outcome. */
    List<Group> groups();

    /** Marks a run as kept, or takes the mark away; false when it is unknown. */
    boolean keep(RunId run, boolean kept);

    /** How a run stands, or null when it is unknown. */
    @Nullable Standing standing(RunId run);

    /** Runs that are due, at most {@code limit}; kept ones never are. */
    List<RunId> due(Due due, int limit);

    /** How much is due. */
    Amount amount(Due due);

    /** Runs whose pipelines let their files go by {@code now}, at most {@code limit}. */
    List<RunId> filesDue(Instant now, int limit);

    /** Removes those that have ended and are not kept; gives how many. */
    int remove(List<RunId> runs);

    /** Clears away some rows of removed runs; true when more are left. */
    boolean clear();

    /** Removed runs whose files may still be there, at most {@code limit}. */
    List<RunId> removed(int limit);

    /** The files of removed runs are gone. */
    void filesGone(List<RunId> runs);

    /** The logs of ended runs are gone. */
    void logsGone(List<RunId> runs, Instant at);

    /**
     * Lets go of artifacts of an ended run that no run within its time refers to.
     *
     * @return true when there is more to let go of
     */
    boolean release(RunId run, int limit, Instant at);

    /** Forgets results that nobody has used since; gives how many, at most {@code limit}. */
    int forgetResults(Instant unusedSince, int limit);

    /**
     * Marks artifacts whose bytes may be deleted: no run, result or import refers to them or to
     * anything at their address. They stay marked until {@link #settle}.
     *
     * @param after number of the artifact to go on behind; 0 for the first
     */
    Condemned condemn(long after, int limit);

    /** Artifacts that were marked and not settled, as after a crash, at most {@code limit}. */
    List<Doomed> unsettled(int limit);

    /** The bytes of {@code gone} are gone, those of {@code spared} are in use again. */
    void settle(List<Long> gone, List<Long> spared);

    /** What nothing refers to but what is kept of results. */
    Waiting waiting();

    /** Ended runs of one experiment and outcome. */
    record Group(
            String namespace, String experimentId, String experiment, Phase outcome, long runs) {}

    /** What may go of a run. */
    enum What {
        RUN,
        ARTIFACTS,
        LOGS
    }

    /**
     * Runs of a group that something is due of: those that ended before a time, and the oldest
     * beyond a number.
     *
     * @param endedBefore null for no time
     * @param newest how many stay; null for any number
     */
    record Due(What what, Group group, @Nullable Instant endedBefore, @Nullable Long newest) {}

    /** Runs, and bytes that their artifacts take at most. */
    record Amount(long runs, long artifactBytes) {}

    /**
     * How a run stands.
     *
     * @param logsGoneAt when a rule removed its logs; null while they are there
     * @param artifactsGoneAt when a rule let go of its artifacts; null while it has them
     */
    record Standing(
            boolean kept,
            String namespace,
            String experiment,
            Phase phase,
            @Nullable Instant finishedAt,
            @Nullable Instant logsGoneAt,
            @Nullable Instant artifactsGoneAt,
            Amount amount) {}

    /** An artifact that is marked. */
    record Doomed(long number, String uri, long bytes) {}

    /**
     * Some that were marked.
     *
     * @param after where to go on; null when all were looked at
     */
    record Condemned(List<Doomed> doomed, @Nullable Long after) {
        public Condemned {
            doomed = List.copyOf(doomed);
        }
    }

    /**
     * Artifacts of removed runs.
     *
     * @param free those that the next collection deletes
     * @param byResults those that only kept results refer to
     */
    record Waiting(Size free, Size byResults) {}

    /** A number of artifacts and their bytes. */
    record Size(long artifacts, long bytes) {}
}
