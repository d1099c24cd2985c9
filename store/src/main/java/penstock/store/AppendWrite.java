package penstock.store;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal.AppendOutcome;
import penstock.engine.Phase;
import penstock.plan.Problem;
import penstock.store.BatchRows.CreationRow;
import penstock.store.BatchRows.EventRow;
import penstock.store.BatchRows.RunChange;

/** Writes one batch of a run: fence first, then journal, then everything that follows from it. */
final class AppendWrite implements Write {

    private final BatchRows rows;
    private final Consumer<AppendOutcome> done;
    private @Nullable String fenced;

    AppendWrite(BatchRows rows, Consumer<AppendOutcome> done) {
        this.rows = rows;
        this.done = done;
    }

    /** The run as it stands before the batch. */
    private record Standing(
            long runNo,
            String namespace,
            long sequence,
            Phase phase,
            String experimentId,
            boolean archived) {}

    @Override
    public int weight() {
        return 1 + rows.events().size() + rows.tasks().size() + rows.attempts().size();
    }

    @Override
    public void run(Transaction transaction) throws SQLException {
        Session session = transaction.session();
        Standing standing = standing(session);
        fenced = fence(standing, transaction.epoch());
        if (fenced != null) {
            return;
        }
        CreationRow creation = rows.creation();
        if (creation != null) {
            standing = create(transaction, creation);
        }
        if (standing == null) {
            throw new IllegalStateException("the fence let a batch without a run pass");
        }
        String namespace = standing.namespace();
        keepBlobs(session, standing.runNo(), namespace);
        appendEvents(session, standing.runNo(), namespace);
        TaskRows tasks = new TaskRows(transaction, standing.runNo(), rows.run(), namespace);
        tasks.write(rows);
        new ResultRows(session, standing.runNo(), rows.run(), namespace).write(rows, tasks);
        advance(session, standing, tasks.counts());
    }

    private @Nullable Standing standing(Session session) throws SQLException {
        return session.first(
                row ->
                        new Standing(
                                row.number(1),
                                row.text(2),
                                row.number(3),
                                Phase.valueOf(row.text(4)),
                                row.text(5),
                                row.flag(6)),
                "SELECT run_no, namespace, sequence, phase, experiment_id, archived FROM runs"
                        + " WHERE run_id = ?",
                rows.run().value());
    }

    /** Why nothing may be written, or null. */
    private @Nullable String fence(@Nullable Standing standing, long epoch) {
        if (epoch != rows.epoch()) {
            return "the data folder is at epoch " + epoch + ", the writer at " + rows.epoch();
        }
        if (standing == null) {
            return rows.creation() == null ? "the run does not exist" : null;
        }
        if (rows.creation() != null) {
            return "the run exists already";
        }
        if (standing.sequence() != rows.expectedSequence()) {
            return "its journal has "
                    + standing.sequence()
                    + " events, the writer knows "
                    + rows.expectedSequence();
        }
        return null;
    }

    private Standing create(Transaction transaction, CreationRow creation) throws SQLException {
        Session session = transaction.session();
        long runNo = transaction.runNumbers().take(session);
        Phase phase = rows.change().phase();
        session.update(
                "INSERT INTO runs (run_no, namespace, run_id, experiment_id, display_name,"
                        + " resource_name, description, pipeline_id, pipeline_version_id,"
                        + " pipeline_name, pipeline_root, service_account, created_at,"
                        + " scheduled_at, parameters, plan_digest, document_digest, archived,"
                        + " phase, generation, history, sequence, sealed, live_attempts, pending, running,"
                        + " succeeded, skipped, failed, canceling, canceled, paused,"
                        + " caching, recurring_run_id, files_succeeded, files_failed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 1,"
                        + " '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, ?, ?)",
                runNo,
                creation.namespace(),
                rows.run().value(),
                creation.experimentId(),
                creation.displayName(),
                creation.resourceName(),
                creation.description(),
                creation.pipelineId(),
                creation.pipelineVersionId(),
                creation.pipelineName(),
                creation.pipelineRoot(),
                creation.serviceAccount(),
                creation.createdAt(),
                creation.scheduledAt(),
                creation.parameters(),
                HexFormat.of().parseHex(creation.planDigest()),
                HexFormat.of().parseHex(creation.documentDigest()),
                phase.name(),
                creation.caching(),
                creation.recurringRunId(),
                creation.files().succeeded(),
                creation.files().failed());
        session.update(
                "UPDATE experiments SET last_run_at = MAX(COALESCE(last_run_at, ?1), ?1)"
                        + " WHERE experiment_id = ?2",
                creation.createdAt(),
                creation.experimentId());
        Standing created =
                new Standing(runNo, creation.namespace(), 0, phase, creation.experimentId(), false);
        total(session, created, phase, 1);
        return created;
    }

    private void keepBlobs(Session session, long runNo, String namespace) throws SQLException {
        for (Map.Entry<String, byte[]> blob : rows.blobs().entrySet()) {
            BlobRows.keep(session, namespace, blob.getKey(), blob.getValue());
            BlobRows.use(session, namespace, blob.getKey(), runNo);
        }
    }

    private void appendEvents(Session session, long runNo, String namespace) throws SQLException {
        long sequence = rows.expectedSequence();
        for (EventRow event : rows.events()) {
            sequence++;
            session.update(
                    "INSERT INTO run_events (run_no, sequence, namespace, at, type, body)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    runNo,
                    sequence,
                    namespace,
                    event.at(),
                    event.type(),
                    event.body());
        }
    }

    private void advance(Session session, Standing standing, PhaseCounts counts)
            throws SQLException {
        RunChange change = rows.change();
        session.update(
                "UPDATE runs SET phase = ?, generation = ?, started_at = ?, finished_at = ?,"
                        + " problem = ?, quarantine = NULL, outputs = COALESCE(?, outputs),"
                        + " history = history || ?, sequence = ?,"
                        + " live_attempts = live_attempts + ?, pending = pending + ?,"
                        + " running = running + ?, succeeded = succeeded + ?,"
                        + " skipped = skipped + ?, failed = failed + ?,"
                        + " canceling = canceling + ?, canceled = canceled + ?,"
                        + " paused = paused + ?, logs_gone_at = NULL, artifacts_gone_at = NULL"
                        + " WHERE run_no = ?",
                change.phase().name(),
                change.generation(),
                change.startedAt(),
                change.finishedAt(),
                change.problem(),
                change.outputs(),
                change.history(),
                rows.expectedSequence() + rows.events().size(),
                change.live(),
                counts.of(Phase.PENDING),
                counts.of(Phase.RUNNING),
                counts.of(Phase.SUCCEEDED),
                counts.of(Phase.SKIPPED),
                counts.of(Phase.FAILED),
                counts.of(Phase.CANCELING),
                counts.of(Phase.CANCELED),
                counts.of(Phase.PAUSED),
                standing.runNo());
        if (change.phase() != standing.phase()) {
            total(session, standing, standing.phase(), -1);
            total(session, standing, change.phase(), 1);
        }
    }

    private static void total(Session session, Standing standing, Phase phase, int difference)
            throws SQLException {
        RunTotals.add(
                session,
                new RunTotals.Kind(
                        standing.namespace(),
                        standing.experimentId(),
                        standing.archived(),
                        phase.name()),
                difference);
    }

    @Override
    public void committed() {
        String reason = fenced;
        done.accept(
                reason == null ? new AppendOutcome.Committed() : new AppendOutcome.Fenced(reason));
    }

    @Override
    public void failed(Problem problem) {
        done.accept(new AppendOutcome.Unavailable(problem));
    }
}
