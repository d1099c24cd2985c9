package penstock.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RunReads.TaskPage;
import penstock.control.port.RunReads.TaskRow;
import penstock.control.port.TaskTree;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.store.codec.DataCodec;

/** Reads task runs by their place in loops; each read is a stretch of one index. */
final class SqlTaskTree implements TaskTree {

    private static final int MOST = 2_000;
    private static final String TASKS =
            "SELECT " + TaskReads.COLUMNS + " FROM tasks WHERE run_no = ?1";

    private static final String IN_BODY = " AND body <> '' AND body = ?2";

    private final Readers readers;

    SqlTaskTree(Readers readers) {
        this.readers = readers;
    }

    @Override
    public TaskPage within(RunId id, String path, int offset, int limit) {
        int most = Math.clamp(limit, 0, MOST);
        int from = Math.max(0, offset);
        return readers.call(session -> {
            TaskReads.Run run = TaskReads.run(session, id);
            return run == null
                    ? new TaskPage(List.of(), 0)
                    : new Part(session, id, run.runNo())
                            .page(TaskStretch.within(new TaskPath(path)), from, most);
        });
    }

    @Override
    public TaskPage children(RunId id, String parent, @Nullable Phase phase, int from, int limit) {
        int most = Math.clamp(limit, 0, MOST);
        int first = Math.max(0, from);
        return readers.call(session -> {
            TaskReads.Run run = TaskReads.run(session, id);
            if (run == null) {
                return new TaskPage(List.of(), 0);
            }
            Part part = new Part(session, id, run.runNo());
            TaskPath path = new TaskPath(parent);
            return part.items(path) == null
                    ? part.page(TaskStretch.children(path, phase), first, most)
                    : part.iterations(path, phase, first, most);
        });
    }

    @Override
    public List<TaskRow> changedAfter(RunId id, long version, int limit) {
        return readers.call(session -> {
            TaskReads.Run run = TaskReads.run(session, id);
            return run == null || limit <= 0
                    ? List.of()
                    : new Part(session, id, run.runNo()).changedAfter(version, limit);
        });
    }

    @Override
    public List<TaskRow> openLoops(RunId id) {
        return readers.call(session -> {
            TaskReads.Run run = TaskReads.run(session, id);
            return run == null ? List.of() : new Part(session, id, run.runNo()).openLoops();
        });
    }

    @Override
    public SortedMap<String, LoopCounts> loops(RunId id, List<String> paths) {
        return readers.call(session -> {
            SortedMap<String, LoopCounts> counts = new TreeMap<>();
            TaskReads.Run run = paths.isEmpty() ? null : TaskReads.run(session, id);
            if (run != null) {
                Part part = new Part(session, id, run.runNo());
                for (String path : paths) {
                    LoopCounts loop = part.counts(new TaskPath(path));
                    if (loop != null) {
                        counts.put(path, loop);
                    }
                }
            }
            return Collections.unmodifiableSortedMap(counts);
        });
    }

    @Override
    public List<TaskOutputs> outputs(RunId id, int limit) {
        int most = Math.clamp(limit, 0, MOST);
        return readers.call(session -> {
            TaskReads.Run run = TaskReads.run(session, id);
            if (run == null) {
                return List.of();
            }
            DataCodec data = DataCodec.reading(BlobRows.source(session, run.namespace()));
            return new Part(session, id, run.runNo()).outputs(data, most);
        });
    }

    /** Reads of one run. */
    private record Part(Session session, RunId id, long runNo) {

        TaskPage page(TaskStretch stretch, int offset, int limit) throws SQLException {
            List<Object> parameters = bound(stretch);
            List<TaskRow> rows =
                    session.all(
                            this::task,
                            "SELECT "
                                    + TaskReads.COLUMNS
                                    + " FROM tasks WHERE "
                                    + stretch.where()
                                    + " ORDER BY +priority, version DESC, execution_no"
                                    + " LIMIT ?5 OFFSET ?6",
                            runNo,
                            parameters.get(0),
                            parameters.get(1),
                            parameters.get(2),
                            limit,
                            offset);
            boolean whole = offset == 0 && rows.size() < limit;
            long total =
                    whole
                            ? rows.size()
                            : session.number(
                                    "SELECT COUNT(*) FROM tasks WHERE " + stretch.where(),
                                    runNo,
                                    parameters.get(0),
                                    parameters.get(1),
                                    parameters.get(2));
            return new TaskPage(rows, total);
        }

        /** A path stands for the id of the task run there. */
        private List<Object> bound(TaskStretch stretch) {
            List<Object> parameters = new ArrayList<>();
            for (Object parameter : stretch.parameters()) {
                parameters.add(parameter instanceof TaskPath path ? idOf(path) : parameter);
            }
            return parameters;
        }

        private TaskRow task(Row row) throws SQLException {
            return TaskReads.task(id, row);
        }

        TaskPage iterations(TaskPath loop, @Nullable Phase phase, int from, int limit)
                throws SQLException {
            return phase == null
                    ? iterationsFrom(loop, from, limit)
                    : inPhase(loop, phase, from, limit);
        }

        private TaskPage iterationsFrom(TaskPath loop, int index, int limit) throws SQLException {
            List<TaskRow> rows =
                    session.all(
                            this::task,
                            TASKS + IN_BODY + " AND item >= ?3 ORDER BY item LIMIT ?4",
                            runNo,
                            loop.value(),
                            index,
                            limit);
            return new TaskPage(rows, count(loop, null));
        }

        private TaskPage inPhase(TaskPath loop, Phase phase, int offset, int limit)
                throws SQLException {
            List<TaskRow> rows =
                    session.all(
                            this::task,
                            TASKS
                                    + " AND body = ?2 AND phase = ?3 AND item IS NOT NULL"
                                    + " ORDER BY item LIMIT ?4 OFFSET ?5",
                            runNo,
                            loop.value(),
                            phase.name(),
                            limit,
                            offset);
            return new TaskPage(rows, count(loop, phase));
        }

        private int count(TaskPath loop, @Nullable Phase phase) throws SQLException {
            return phases(loop).entrySet().stream()
                    .filter(entry -> phase == null || entry.getKey() == phase)
                    .mapToInt(entry -> entry.getValue())
                    .sum();
        }

        /** From the index alone. */
        private SortedMap<Phase, Integer> phases(TaskPath loop) throws SQLException {
            SortedMap<Phase, Integer> counts = new TreeMap<>();
            session.all(
                    row -> counts.put(Phase.valueOf(row.text(1)), row.small(2)),
                    "SELECT phase, COUNT(*) FROM tasks WHERE run_no = ? AND body = ?"
                            + " AND item IS NOT NULL GROUP BY phase",
                    runNo,
                    loop.value());
            return counts;
        }

        /** The length of the list of the loop there; null where there is no loop, or none yet. */
        @Nullable Integer items(TaskPath path) throws SQLException {
            return session.first(
                    row -> row.small(1),
                    "SELECT items FROM tasks WHERE run_no = ? AND task_id = ?"
                            + " AND items IS NOT NULL",
                    runNo,
                    idOf(path));
        }

        @Nullable LoopCounts counts(TaskPath loop) throws SQLException {
            Integer items = items(loop);
            if (items == null) {
                return null;
            }
            SortedMap<Phase, Integer> phases = phases(loop);
            return new LoopCounts(
                    items,
                    phases.getOrDefault(Phase.SUCCEEDED, 0),
                    phases.getOrDefault(Phase.FAILED, 0),
                    phases.getOrDefault(Phase.RUNNING, 0));
        }

        private byte[] idOf(TaskPath path) {
            return TaskIds.bytes(path.idIn(id));
        }

        List<TaskOutputs> outputs(DataCodec data, int limit) throws SQLException {
            return session.all(
                    row ->
                            new TaskOutputs(
                                    task(row), data.outputs(row.text(TaskReads.COLUMN_COUNT + 1))),
                    "SELECT "
                            + TaskReads.COLUMNS
                            + ", outputs FROM tasks WHERE run_no = ?1 AND body = ''"
                            + " AND phase = 'SUCCEEDED' AND outputs IS NOT NULL"
                            + " AND kind IN ('CONTAINER', 'IMPORTER')"
                            + " ORDER BY execution_no LIMIT ?2",
                    runNo,
                    limit);
        }

        List<TaskRow> openLoops() throws SQLException {
            return session.all(
                    this::task,
                    TASKS + " AND body = '' AND priority = ?2 AND items IS NOT NULL",
                    runNo,
                    TaskRows.priority(Phase.RUNNING));
        }

        List<TaskRow> changedAfter(long version, int limit) throws SQLException {
            List<TaskRow> changed = new ArrayList<>(changed(version, Long.MAX_VALUE, limit));
            if (changed.size() == limit) {
                long last = changed.getLast().version();
                changed.removeIf(task -> task.version() == last);
                changed.addAll(changed(last - 1, last, Integer.MAX_VALUE));
            }
            return changed;
        }

        /** Each priority is one stretch of the index, already in order. */
        private List<TaskRow> changed(long after, long until, int limit) throws SQLException {
            String stretch =
                    TASKS + " AND body = '' AND priority = %d AND version > ?2 AND version <= ?3";
            return session.all(
                    this::task,
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
    }
}
