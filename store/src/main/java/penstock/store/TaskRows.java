package penstock.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Artifact;
import penstock.store.BatchRows.AttemptChange;
import penstock.store.BatchRows.Produced;
import penstock.store.BatchRows.Reset;
import penstock.store.BatchRows.Scheduled;
import penstock.store.BatchRows.TaskChange;

/** Writes what a batch changed about task runs, their attempts and their artifacts. */
final class TaskRows {

    private final Transaction transaction;
    private final Session session;
    private final long runNo;
    private final RunId run;
    private final String namespace;
    private final PhaseCounts counts = new PhaseCounts();
    private final Map<String, Long> executions = new HashMap<>();

    TaskRows(Transaction transaction, long runNo, RunId run, String namespace) {
        this.transaction = transaction;
        this.session = transaction.session();
        this.runNo = runNo;
        this.run = run;
        this.namespace = namespace;
    }

    private record Known(long executionNo, Phase phase) {}

    /** What the batch changed about the number of task runs in each state. */
    PhaseCounts counts() {
        return counts;
    }

    void write(BatchRows rows) throws SQLException {
        Generation generation = new Generation(session, runNo, counts);
        Iterator<Reset> resets = rows.resets().iterator();
        Reset reset = next(resets);
        for (TaskChange task : rows.tasks()) {
            while (reset != null && reset.version() < task.version()) {
                generation.open(reset);
                reset = next(resets);
            }
            write(task);
        }
        while (reset != null) {
            generation.open(reset);
            reset = next(resets);
        }
        if (rows.change().phase().isTerminal() && rows.change().generation() > 1) {
            generation.close(rows);
        }
        for (AttemptChange attempt : rows.attempts()) {
            write(attempt);
        }
        for (Produced produced : rows.artifacts()) {
            write(produced);
        }
    }

    private static @Nullable Reset next(Iterator<Reset> resets) {
        return resets.hasNext() ? resets.next() : null;
    }

    private void write(TaskChange task) throws SQLException {
        Known known = known(task.taskId());
        long executionNo;
        if (known == null) {
            executionNo = transaction.executionNumbers().take(session);
            insert(executionNo, task);
        } else {
            executionNo = known.executionNo();
            counts.add(known.phase(), -1);
            update(executionNo, task);
        }
        counts.add(task.phase(), 1);
        executions.put(task.path(), executionNo);
    }

    private @Nullable Known known(String taskId) throws SQLException {
        return session.first(
                row -> new Known(row.number(1), Phase.valueOf(row.text(2))),
                "SELECT execution_no, phase FROM tasks WHERE run_no = ? AND task_id = ?",
                runNo,
                TaskIds.bytes(taskId));
    }

    private void insert(long executionNo, TaskChange task) throws SQLException {
        String inputs = task.inputs();
        TaskPath path = new TaskPath(task.path());
        session.update(
                "INSERT INTO tasks (execution_no, namespace, run_no, task_id, path, display_name,"
                        + " component, kind, phase, priority, version, generation, attempt,"
                        + " started_at, finished_at, problem, skip_kind, skip_text, inputs,"
                        + " outputs, body, item, items, fingerprint, cache)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?)",
                executionNo,
                namespace,
                runNo,
                TaskIds.bytes(task.taskId()),
                task.path(),
                task.displayName(),
                task.component(),
                task.kind(),
                task.phase().name(),
                priority(task.phase()),
                task.version(),
                task.generation(),
                task.attempt(),
                task.startedAt(),
                task.finishedAt(),
                task.problem(),
                task.skipKind(),
                task.skipText(),
                inputs == null ? "{}" : inputs,
                task.outputs(),
                path.body().value(),
                path.isIteration() ? path.index() : null,
                task.items(),
                ResultRows.key(task.fingerprint()),
                task.cache());
    }

    private void update(long executionNo, TaskChange task) throws SQLException {
        session.update(
                "UPDATE tasks SET phase = ?, priority = ?, version = ?, generation = ?,"
                        + " attempt = ?, started_at = ?, finished_at = ?, problem = ?,"
                        + " skip_kind = ?, skip_text = ?, inputs = COALESCE(?, inputs),"
                        + " outputs = ?, items = COALESCE(?, items), fingerprint = ?,"
                        + " cache = COALESCE(?, cache) WHERE execution_no = ?",
                task.phase().name(),
                priority(task.phase()),
                task.version(),
                task.generation(),
                task.attempt(),
                task.startedAt(),
                task.finishedAt(),
                task.problem(),
                task.skipKind(),
                task.skipText(),
                task.inputs(),
                task.outputs(),
                task.items(),
                ResultRows.key(task.fingerprint()),
                task.cache(),
                executionNo);
    }

    /** What people look for first: failed, then running, then the rest. */
    static int priority(Phase phase) {
        return switch (phase) {
            case FAILED -> 0;
            case RUNNING, CANCELING, PAUSED -> 1;
            case PENDING, SUCCEEDED, SKIPPED, CANCELED -> 2;
        };
    }

    private void write(AttemptChange attempt) throws SQLException {
        long executionNo = execution(attempt.id().path().value());
        Scheduled scheduled = attempt.scheduled();
        if (scheduled == null) {
            update(executionNo, attempt);
            return;
        }
        session.update(
                "INSERT INTO attempts (execution_no, generation, number, namespace, phase, host,"
                        + " epoch, scheduled_at, started_at, finished_at, exit_code, problem,"
                        + " facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                executionNo,
                attempt.id().generation(),
                attempt.id().number(),
                namespace,
                attempt.phase().name(),
                scheduled.host(),
                scheduled.epoch(),
                scheduled.at(),
                attempt.startedAt(),
                attempt.finishedAt(),
                attempt.exitCode(),
                attempt.problem(),
                attempt.facts());
    }

    private void update(long executionNo, AttemptChange attempt) throws SQLException {
        session.update(
                "UPDATE attempts SET phase = ?, started_at = COALESCE(?, started_at),"
                        + " finished_at = ?, exit_code = ?, problem = ?,"
                        + " facts = COALESCE(?, facts)"
                        + " WHERE execution_no = ? AND generation = ? AND number = ?",
                attempt.phase().name(),
                attempt.startedAt(),
                attempt.finishedAt(),
                attempt.exitCode(),
                attempt.problem(),
                attempt.facts(),
                executionNo,
                attempt.id().generation(),
                attempt.id().number());
    }

    private void write(Produced produced) throws SQLException {
        Artifact artifact = produced.artifact();
        long executionNo = execution(produced.path());
        boolean fresh = insert(produced, executionNo);
        if (!fresh) {
            // An importer took the record of an earlier import.
            ResultRows.use(
                    session, artifact.id(), new ResultRows.User(runNo, executionNo, namespace));
        }
    }

    private boolean insert(Produced produced, long executionNo) throws SQLException {
        Artifact artifact = produced.artifact();
        return session.update(
                        "INSERT INTO artifacts (artifact_no, namespace, run_no, execution_no, name,"
                                + " schema_title, schema_version, uri, digest, size_bytes, metadata,"
                                + " created_at, dropped, owned)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)"
                                + " ON CONFLICT DO NOTHING",
                        artifact.id(),
                        namespace,
                        runNo,
                        executionNo,
                        artifact.name(),
                        artifact.type().schemaTitle(),
                        artifact.type().schemaVersion(),
                        artifact.uri(),
                        artifact.digest(),
                        artifact.sizeBytes(),
                        produced.metadata(),
                        produced.at(),
                        isOwned(artifact))
                > 0;
    }

    /** Outputs are addressed by run; what lies elsewhere was there before. */
    private boolean isOwned(Artifact artifact) {
        return artifact.digest() != null && artifact.uri().contains("/" + run.value() + "/");
    }

    /** The number of a task run of this batch, or of an earlier one whose scope has folded. */
    long execution(String path) throws SQLException {
        Long touched = executions.get(path);
        if (touched != null) {
            return touched;
        }
        Known known = known(new TaskPath(path).idIn(run));
        if (known == null) {
            throw new IllegalStateException("no task run at " + path);
        }
        executions.put(path, known.executionNo());
        return known.executionNo();
    }
}
