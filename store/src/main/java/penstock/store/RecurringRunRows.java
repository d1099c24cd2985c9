package penstock.store;

import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging;
import penstock.control.port.RecurringRuns.Firing;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.control.port.RecurringRuns.Template;
import penstock.plan.Problem;
import penstock.store.codec.DataCodec;
import penstock.store.codec.ProblemCodec;

/** Rows of recurring runs. Documents are kept once, whoever uses them. */
final class RecurringRunRows {

    private static final String COLUMNS =
            "recurring_run_id, namespace, experiment_id, display_name, description, run_name,"
                    + " document_digest, pipeline_id, pipeline_version_id, parameters,"
                    + " pipeline_root, service_account, cron, zone, interval_seconds, start_at,"
                    + " end_at, max_concurrency, catch_up, enabled, created_at, updated_at,"
                    + " resumed_at, fired, fired_at, fired_problem";

    private static final SortedMap<String, Field> FIELDS = fields();

    private RecurringRunRows() {}

    static void add(Session session, RecurringRun recurring) throws SQLException {
        Template template = recurring.template();
        Schedule schedule = recurring.schedule();
        Firing last = recurring.last();
        session.update(
                "INSERT INTO recurring_runs ("
                        + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?)",
                recurring.id(),
                recurring.namespace(),
                recurring.experimentId(),
                recurring.displayName(),
                recurring.description(),
                recurring.runName(),
                keep(session, recurring.namespace(), template.document()),
                template.pipelineId(),
                template.versionId(),
                DataCodec.selfContained().parameters(template.parameters()),
                template.pipelineRoot(),
                template.serviceAccount(),
                schedule.cron(),
                schedule.zone(),
                schedule.intervalSeconds(),
                Times.millisOrNull(schedule.start()),
                Times.millisOrNull(schedule.end()),
                recurring.maxConcurrency(),
                recurring.catchUp(),
                recurring.enabled(),
                Times.nanos(recurring.createdAt()),
                Times.nanos(recurring.updatedAt()),
                Times.nanosOrNull(recurring.resumedAt()),
                last == null ? 0 : last.index(),
                last == null ? null : Times.nanos(last.at()),
                last == null ? null : problem(last));
    }

    static @Nullable RecurringRun byId(Session session, String id) throws SQLException {
        return session.first(
                row -> new Reader(session, row, 0, true).recurringRun(),
                "SELECT " + COLUMNS + " FROM recurring_runs WHERE recurring_run_id = ?",
                id);
    }

    static List<RecurringRun> enabled(Session session) throws SQLException {
        return session.all(
                row -> new Reader(session, row, 0, false).recurringRun(),
                "SELECT " + COLUMNS + " FROM recurring_runs WHERE enabled = 1");
    }

    static Paging.Page<RecurringRun> page(
            Session session,
            String namespace,
            @Nullable String experimentId,
            Paging.Request request)
            throws SQLException {
        Where scope = Where.of("namespace = ?", namespace);
        if (experimentId != null) {
            scope = scope.and(Where.of("experiment_id = ?", experimentId));
        }
        Lists.Source<RecurringRun> source =
                new Lists.Source<>(
                        COLUMNS,
                        "recurring_runs",
                        "recurring_run_id",
                        FIELDS,
                        row -> {
                            RecurringRun read = new Reader(session, row, 1, false).recurringRun();
                            return new Lists.Keyed<>(read.id(), read);
                        });
        return Lists.counted(session, source, scope, request);
    }

    /** False when there is no such recurring run. */
    static boolean replace(Session session, RecurringRun recurring) throws SQLException {
        byte[] before = digest(session, recurring.id());
        Template template = recurring.template();
        Schedule schedule = recurring.schedule();
        int replaced =
                session.update(
                        "UPDATE recurring_runs SET display_name = ?, description = ?,"
                                + " document_digest = ?, pipeline_id = ?, pipeline_version_id = ?,"
                                + " parameters = ?, pipeline_root = ?, service_account = ?,"
                                + " cron = ?, zone = ?, interval_seconds = ?, start_at = ?,"
                                + " end_at = ?, max_concurrency = ?, catch_up = ?, enabled = ?,"
                                + " updated_at = ?, resumed_at = ? WHERE recurring_run_id = ?",
                        recurring.displayName(),
                        recurring.description(),
                        keep(session, recurring.namespace(), template.document()),
                        template.pipelineId(),
                        template.versionId(),
                        DataCodec.selfContained().parameters(template.parameters()),
                        template.pipelineRoot(),
                        template.serviceAccount(),
                        schedule.cron(),
                        schedule.zone(),
                        schedule.intervalSeconds(),
                        Times.millisOrNull(schedule.start()),
                        Times.millisOrNull(schedule.end()),
                        recurring.maxConcurrency(),
                        recurring.catchUp(),
                        recurring.enabled(),
                        Times.nanos(recurring.updatedAt()),
                        Times.nanosOrNull(recurring.resumedAt()),
                        recurring.id());
        drop(session, recurring.namespace(), before);
        return replaced == 1;
    }

    /** False, and nothing is changed, unless {@code firing} follows the last one. */
    static boolean fired(Session session, String id, Firing firing) throws SQLException {
        return session.update(
                        "UPDATE recurring_runs SET fired = ?, fired_at = ?, fired_problem = ?"
                                + " WHERE recurring_run_id = ? AND fired = ?",
                        firing.index(),
                        Times.nanos(firing.at()),
                        problem(firing),
                        id,
                        firing.index() - 1)
                == 1;
    }

    static boolean remove(Session session, String id) throws SQLException {
        byte[] document = digest(session, id);
        String namespace =
                session.first(
                        row -> row.text(1),
                        "SELECT namespace FROM recurring_runs WHERE recurring_run_id = ?",
                        id);
        if (namespace == null) {
            return false;
        }
        session.update("DELETE FROM recurring_runs WHERE recurring_run_id = ?", id);
        drop(session, namespace, document);
        return true;
    }

    /** Those of an archived experiment stay disabled when it is restored, as KFP does. */
    static void disable(Session session, String experimentId) throws SQLException {
        session.update(
                "UPDATE recurring_runs SET enabled = 0 WHERE experiment_id = ?", experimentId);
    }

    private static byte @Nullable [] keep(
            Session session, String namespace, @Nullable String document) throws SQLException {
        if (document == null) {
            return null;
        }
        byte[] bytes = Digests.utf8(document);
        byte[] digest = Digests.sha256(bytes);
        BlobRows.keep(session, namespace, HexFormat.of().formatHex(digest), bytes);
        return digest;
    }

    private static byte @Nullable [] digest(Session session, String id) throws SQLException {
        return session.first(
                row -> row.bytes(1),
                "SELECT document_digest FROM recurring_runs WHERE recurring_run_id = ?"
                        + " AND document_digest IS NOT NULL",
                id);
    }

    private static void drop(Session session, String namespace, byte @Nullable [] document)
            throws SQLException {
        if (document != null) {
            BlobRows.removeUnused(session, namespace, document);
        }
    }

    private static @Nullable String problem(Firing firing) {
        Problem problem = firing.problem();
        return problem == null ? null : ProblemCodec.write(problem);
    }

    private static SortedMap<String, Field> fields() {
        SortedMap<String, Field> fields = new TreeMap<>();
        fields.put("id", WordField.id("recurring_run_id"));
        fields.put("display_name", new TextField("display_name", false));
        fields.put("description", new TextField("description", false));
        fields.put("created_at", new Field.Time("created_at", true));
        fields.put("updated_at", new Field.Time("updated_at", false));
        return Collections.unmodifiableSortedMap(fields);
    }

    /**
     * Reads {@link #COLUMNS} that stand behind {@code skip} others.
     *
     * @param whole with the document
     */
    private record Reader(Session session, Row row, int skip, boolean whole) {

        RecurringRun recurringRun() throws SQLException {
            return new RecurringRun(
                    text(1),
                    text(2),
                    text(3),
                    text(4),
                    text(5),
                    text(6),
                    template(),
                    schedule(),
                    row.small(skip + 18),
                    row.flag(skip + 19),
                    row.flag(skip + 20),
                    row.time(skip + 21),
                    row.time(skip + 22),
                    row.timeOrNull(skip + 23),
                    last());
        }

        private Template template() throws SQLException {
            return new Template(
                    document(),
                    textOrNull(8),
                    textOrNull(9),
                    DataCodec.selfContained().parameters(text(10)),
                    textOrNull(11),
                    text(12));
        }

        private @Nullable String document() throws SQLException {
            if (textOrNull(8) != null) {
                return null;
            }
            return whole ? BlobRows.text(session, text(2), row.bytes(skip + 7)) : "";
        }

        private Schedule schedule() throws SQLException {
            return new Schedule(
                    textOrNull(13),
                    text(14),
                    row.numberOrNull(skip + 15),
                    Times.ofMillisOrNull(row.numberOrNull(skip + 16)),
                    Times.ofMillisOrNull(row.numberOrNull(skip + 17)));
        }

        private @Nullable Firing last() throws SQLException {
            long index = row.number(skip + 24);
            String problem = textOrNull(26);
            return index == 0
                    ? null
                    : new Firing(
                            index,
                            row.time(skip + 25),
                            problem == null ? null : ProblemCodec.read(problem));
        }

        private String text(int column) throws SQLException {
            return row.text(skip + column);
        }

        private @Nullable String textOrNull(int column) throws SQLException {
            return row.textOrNull(skip + column);
        }
    }
}
