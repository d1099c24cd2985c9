package penstock.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RunReads.ArtifactRow;
import penstock.control.port.RunReads.AttemptRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.control.port.RunReads.TaskKind;
import penstock.control.port.RunReads.TaskPage;
import penstock.control.port.RunReads.TaskRow;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptId;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Problem;
import penstock.store.codec.Blobs;
import penstock.store.codec.CacheCodec;
import penstock.store.codec.DataCodec;
import penstock.store.codec.FactsCodec;
import penstock.store.codec.ProblemCodec;

/** Reads the rows of task runs, their attempts and their artifacts. */
final class TaskReads {

    static final String COLUMNS =
            "path, display_name, kind, phase, generation, attempt, started_at, finished_at,"
                    + " problem, skip_text, version, fingerprint IS NOT NULL AND attempt = 0";

    /** How many {@link #COLUMNS} there are. */
    static final int COLUMN_COUNT = 12;

    private TaskReads() {}

    record Run(long runNo, String namespace, long total) {}

    static TaskPage page(Session session, RunId id, int offset, int limit) throws SQLException {
        Run run = run(session, id);
        if (run == null) {
            return new TaskPage(List.of(), 0);
        }
        List<TaskRow> tasks =
                session.all(
                        row -> task(id, row),
                        "SELECT "
                                + COLUMNS
                                + " FROM tasks WHERE run_no = ?"
                                + " ORDER BY priority, version DESC, execution_no LIMIT ? OFFSET ?",
                        run.runNo(),
                        limit,
                        offset);
        return new TaskPage(tasks, run.total());
    }

    /**
     * Rows that one event changed share its version and stay together, so that a reader who goes on
     * from the last version it saw misses none.
     */
    static List<TaskRow> changedAfter(Session session, RunId id, long version, int limit)
            throws SQLException {
        Run run = run(session, id);
        if (run == null || limit <= 0) {
            return List.of();
        }
        List<TaskRow> changed =
                new ArrayList<>(changed(session, id, run.runNo(), version, Long.MAX_VALUE, limit));
        if (changed.size() == limit) {
            long last = changed.getLast().version();
            changed.removeIf(task -> task.version() == last);
            changed.addAll(changed(session, id, run.runNo(), last - 1, last, Integer.MAX_VALUE));
        }
        return changed;
    }

    /** Each priority is one stretch of the index, already in order. */
    private static List<TaskRow> changed(
            Session session, RunId id, long runNo, long after, long until, int limit)
            throws SQLException {
        String stretch =
                "SELECT "
                        + COLUMNS
                        + " FROM tasks WHERE run_no = ?1 AND priority = %d"
                        + " AND version > ?2 AND version <= ?3";
        return session.all(
                row -> task(id, row),
                stretch.formatted(0)
                        + " UNION ALL "
                        + stretch.formatted(1)
                        + " UNION ALL "
                        + stretch.formatted(2)
                        + " ORDER BY version LIMIT ?4",
                runNo,
                after,
                until,
                limit);
    }

    static @Nullable TaskDetail detail(Session session, RunId id, String taskId)
            throws SQLException {
        Run run = run(session, id);
        byte[] key = TaskIds.bytesOrNull(taskId);
        if (run == null || key == null) {
            return null;
        }
        Blobs.Source blobs = BlobRows.source(session, run.namespace());
        DataCodec data = DataCodec.reading(blobs);
        return session.first(
                row -> {
                    TaskRow task = task(id, row);
                    String outputs = row.textOrNull(15);
                    String note = row.textOrNull(17);
                    return new TaskDetail(
                            task,
                            row.text(13),
                            data.inputs(row.text(14)),
                            outputs == null ? Outputs.NONE : data.outputs(outputs),
                            attempts(session, id, task.path(), row.number(16), blobs),
                            note == null ? null : CacheCodec.note(note));
                },
                "SELECT "
                        + COLUMNS
                        + ", component, inputs, outputs, execution_no, cache FROM tasks"
                        + " WHERE run_no = ? AND task_id = ?",
                run.runNo(),
                key);
    }

    private static List<AttemptRow> attempts(
            Session session, RunId id, String path, long executionNo, Blobs.Source blobs)
            throws SQLException {
        return session.all(
                row ->
                        attempt(
                                row,
                                new AttemptId(id, new TaskPath(path), row.small(1), row.small(2)),
                                blobs),
                "SELECT generation, number, phase, scheduled_at, started_at, finished_at,"
                        + " exit_code, problem, facts FROM attempts WHERE execution_no = ?"
                        + " ORDER BY generation, number",
                executionNo);
    }

    private static AttemptRow attempt(Row row, AttemptId id, Blobs.Source blobs)
            throws SQLException {
        String json = row.textOrNull(9);
        AttemptFacts facts = json == null ? AttemptFacts.NONE : FactsCodec.read(json, blobs);
        return new AttemptRow(
                id.generation(),
                id.number(),
                id.uuid(),
                Phase.valueOf(row.text(3)),
                row.time(4),
                row.timeOrNull(5),
                row.timeOrNull(6),
                row.smallOrNull(7),
                problem(row.textOrNull(8)),
                facts.notes(),
                facts.environment());
    }

    static TaskRow task(RunId id, Row row) throws SQLException {
        String path = row.text(1);
        return new TaskRow(
                new TaskPath(path).idIn(id),
                path,
                row.text(2),
                TaskKind.valueOf(row.text(3)),
                Phase.valueOf(row.text(4)),
                row.small(5),
                row.small(6),
                row.timeOrNull(7),
                row.timeOrNull(8),
                problem(row.textOrNull(9)),
                row.textOrNull(10),
                row.number(11),
                row.flag(12));
    }

    private static @Nullable Problem problem(@Nullable String json) {
        return json == null ? null : ProblemCodec.read(json);
    }

    static @Nullable Run run(Session session, RunId id) throws SQLException {
        return session.first(
                row -> new Run(row.number(1), row.text(2), row.number(3)),
                "SELECT run_no, namespace, pending + running + succeeded + skipped + failed"
                        + " + canceling + canceled + paused FROM runs WHERE run_id = ?",
                id.value());
    }

    static @Nullable ArtifactRow artifact(Session session, long number) throws SQLException {
        return session.first(
                row -> {
                    RunId run = new RunId(row.text(10));
                    Artifact artifact =
                            new Artifact(
                                    row.number(1),
                                    row.text(2),
                                    new ArtifactType(row.text(3), row.text(4)),
                                    row.text(5),
                                    row.textOrNull(6),
                                    row.number(7),
                                    DataCodec.metadata(row.text(8)));
                    return new ArtifactRow(
                            artifact,
                            row.text(9),
                            run,
                            new TaskPath(row.text(11)).idIn(run),
                            row.time(12));
                },
                "SELECT a.artifact_no, a.name, a.schema_title, a.schema_version, a.uri, a.digest,"
                        + " a.size_bytes, a.metadata, a.namespace, r.run_id, t.path, a.created_at"
                        + " FROM artifacts a JOIN runs r ON r.run_no = a.run_no"
                        + " JOIN tasks t ON t.execution_no = a.execution_no"
                        + " WHERE a.artifact_no = ?",
                number);
    }
}
