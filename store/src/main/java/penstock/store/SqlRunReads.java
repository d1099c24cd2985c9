package penstock.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging;
import penstock.control.port.RunReads;
import penstock.engine.RunId;
import penstock.plan.Plan;
import penstock.store.codec.PlanCodec;

/** What readers see of runs. */
final class SqlRunReads implements RunReads {

    private static final int MAX_TASKS = 2_000;

    private final Writer writer;
    private final Readers readers;

    SqlRunReads(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public @Nullable RunRow run(RunId id) {
        return readers.find(session -> RunRows.run(session, id));
    }

    @Override
    public Paging.Page<RunRow> runs(
            String namespace, @Nullable String experimentId, Paging.Request request) {
        return readers.call(session -> RunRows.page(session, namespace, experimentId, request));
    }

    @Override
    public boolean archive(RunId id, boolean archived) {
        return writer.call(session -> RunChanges.archive(session, id, archived));
    }

    @Override
    public boolean remove(RunId id) {
        boolean removed = writer.call(session -> RunChanges.remove(session, id));
        if (removed) {
            writer.submit(new Purge(writer));
        }
        return removed;
    }

    @Override
    public @Nullable Plan plan(RunId id) {
        String json = blob(id, "plan_digest");
        return json == null ? null : PlanCodec.read(json);
    }

    @Override
    public @Nullable String document(RunId id) {
        return blob(id, "document_digest");
    }

    private @Nullable String blob(RunId id, String column) {
        return readers.find(session ->
                session.first(
                        row -> BlobRows.text(session, row.text(1), row.bytes(2)),
                        "SELECT namespace, " + column + " FROM runs WHERE run_id = ?",
                        id.value()));
    }

    @Override
    public TaskPage tasks(RunId id, int offset, int limit) {
        int most = Math.clamp(limit, 0, MAX_TASKS);
        return readers.call(session -> TaskReads.page(session, id, Math.max(0, offset), most));
    }

    @Override
    public List<TaskRow> tasksChangedAfter(RunId id, long version, int limit) {
        return readers.call(session -> TaskReads.changedAfter(session, id, version, limit));
    }

    @Override
    public @Nullable TaskDetail task(RunId id, String taskId) {
        return readers.find(session -> TaskReads.detail(session, id, taskId));
    }

    @Override
    public Added addMetric(RunId id, Metric metric) {
        return writer.call(session -> MetricRows.add(session, id, metric));
    }

    @Override
    public List<Metric> metrics(RunId id) {
        return readers.call(session -> MetricRows.of(session, id));
    }

    @Override
    public @Nullable ArtifactRow artifact(long id) {
        return readers.find(session -> TaskReads.artifact(session, id));
    }
}
