package penstock.control.port;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.CacheNote;
import penstock.engine.Inputs;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.plan.Artifact;
import penstock.plan.Plan;
import penstock.plan.Problem;

/** What readers see of runs: rows that commit together with the events behind them. Blocking. */
public interface RunReads {

    /** The run, or null. */
    @Nullable RunRow run(RunId id);

    /** Runs of a namespace, of one experiment when {@code experimentId} is not null. */
    Paging.Page<RunRow> runs(
            String namespace, @Nullable String experimentId, Paging.Request request);

    /** Archives or restores a run; false when unknown. */
    boolean archive(RunId id, boolean archived);

    /** Removes an ended run with its rows; false when it is unknown or has not ended. */
    boolean remove(RunId id);

    /** The plan a run started with, or null when the run is unknown. */
    @Nullable Plan plan(RunId id);

    /** The document a run started with, or null when the run is unknown. */
    @Nullable String document(RunId id);

    /**
     * Task runs in the order failed, running, then newest first.
     *
     * @param offset rows to leave out; {@code limit} at most 2 000
     */
    TaskPage tasks(RunId id, int offset, int limit);

    /**
     * Task runs that changed after {@code version}, oldest change first, at most {@code limit};
     * more only where one event changed many, which all have its version.
     */
    List<TaskRow> tasksChangedAfter(RunId id, long version, int limit);

    /** One task run with everything known of it, or null. */
    @Nullable TaskDetail task(RunId id, String taskId);

    /** Adds a number that a client reports; it is never changed. */
    Added addMetric(RunId id, Metric metric);

    /** The numbers that clients reported about a run, by name and node. */
    List<Metric> metrics(RunId id);

    /** An artifact, or null. */
    @Nullable ArtifactRow artifact(long id);

    /**
     * A run as lists show it.
     *
     * @param origin its document is left out; see {@link #document}
     * @param version number of events so far; grows with every change
     * @param counts task runs by state, those without any left out
     * @param history states the run went through, oldest first
     */
    record RunRow(
            RunHeader header,
            RunOrigin origin,
            String pipelineName,
            Phase phase,
            int generation,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Problem problem,
            boolean archived,
            long version,
            SortedMap<Phase, Integer> counts,
            List<StateChange> history,
            @Nullable Outputs outputs) {
        public RunRow {
            counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
            history = List.copyOf(history);
        }
    }

    /**
     * A number that a client reported about a step.
     *
     * @param format how people are shown it, in KFP's word
     */
    record Metric(String name, String nodeId, double value, String format) {}

    /** What became of an addition. */
    enum Added {
        ADDED,
        KNOWN,
        UNKNOWN_RUN
    }

    /** A state and when it was entered. */
    record StateChange(Instant at, Phase phase) {}

    /** Some task runs and how many there are in all. */
    record TaskPage(List<TaskRow> tasks, long total) {
        public TaskPage {
            tasks = List.copyOf(tasks);
        }
    }

    /** Kinds of task runs. */
    enum TaskKind {
        CONTAINER,
        SCOPE,
        IMPORTER,
        LOOP,
        ITERATION
    }

    /**
     * A task run as lists show it.
     *
     * @param version the run's version at which this row last changed
     * @param attempt number of the latest attempt; 0 when there is none
     * @param skipped why it did not run; null otherwise
     * @param cached it took the outputs of an earlier task run
     */
    record TaskRow(
            String taskId,
            String path,
            String displayName,
            TaskKind kind,
            Phase phase,
            int generation,
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Problem problem,
            @Nullable String skipped,
            long version,
            boolean cached) {}

    /**
     * A task run with its data and attempts, oldest attempt first.
     *
     * @param cache what looking for an earlier result came to; null where none was looked for
     */
    record TaskDetail(
            TaskRow row,
            String component,
            Inputs inputs,
            Outputs outputs,
            List<AttemptRow> attempts,
            @Nullable CacheNote cache) {
        public TaskDetail {
            attempts = List.copyOf(attempts);
        }
    }

    /** An attempt. */
    record AttemptRow(
            int generation,
            int number,
            String uuid,
            Phase phase,
            Instant scheduledAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Integer exitCode,
            @Nullable Problem problem,
            List<String> notes,
            SortedMap<String, String> environment) {
        public AttemptRow {
            notes = List.copyOf(notes);
            environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        }
    }

    /** An artifact with where it came from. */
    record ArtifactRow(
            Artifact artifact, String namespace, RunId run, String taskId, Instant createdAt) {}
}
