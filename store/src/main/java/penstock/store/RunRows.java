package penstock.store;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging;
import penstock.control.port.RunOrigin;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.RunCaching;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.plan.Problem;
import penstock.store.codec.CacheCodec;
import penstock.store.codec.DataCodec;
import penstock.store.codec.ProblemCodec;

/** Reads the rows of runs. Their documents are left out. */
final class RunRows {

    private static final String COLUMNS =
            "run_id, namespace, display_name, resource_name, pipeline_root, created_at,"
                    + " scheduled_at, parameters, experiment_id, description, pipeline_id,"
                    + " pipeline_version_id, service_account, pipeline_name, phase, generation,"
                    + " started_at, finished_at, problem, quarantine, archived, sequence, history,"
                    + " outputs, pending, running, succeeded, skipped, failed, canceling,"
                    + " canceled, paused, caching, recurring_run_id";

    /** Where the counts begin. */
    private static final int COUNTS = 25;

    private static final int CACHING = 33;
    private static final int RECURRING_RUN = 34;

    /** The counts, as {@link #COLUMNS} have them. */
    private static final List<Phase> COUNTED =
            List.of(
                    Phase.PENDING,
                    Phase.RUNNING,
                    Phase.SUCCEEDED,
                    Phase.SKIPPED,
                    Phase.FAILED,
                    Phase.CANCELING,
                    Phase.CANCELED,
                    Phase.PAUSED);

    private static final SortedMap<String, Field> FIELDS = fields();

    /** Fields by which {@link RunTotals} are kept, under the names that its table has too. */
    private static final SortedMap<String, Field> TOTAL_FIELDS = totalFields();

    private RunRows() {}

    static @Nullable RunRow run(Session session, RunId id) throws SQLException {
        return session.first(
                row -> new Reader(session, row, 0).run(),
                "SELECT " + COLUMNS + " FROM runs WHERE run_id = ?",
                id.value());
    }

    static Paging.Page<RunRow> page(
            Session session,
            String namespace,
            @Nullable String experimentId,
            Paging.Request request)
            throws SQLException {
        Where scope = Where.of("namespace = ?", namespace);
        if (experimentId != null) {
            scope = scope.and(Where.of("experiment_id = ?", experimentId));
        }
        SortedMap<String, Field> fields = withMetric(request.sort());
        Lists.Source<RunRow> source =
                new Lists.Source<>(
                        COLUMNS,
                        "runs",
                        "run_id",
                        fields,
                        row -> {
                            RunRow run = new Reader(session, row, 1).run();
                            return new Lists.Keyed<>(run.header().run().value(), run);
                        });
        Lists.Count count = count(session, source, scope, request);
        return Lists.page(session, source, scope, request, count);
    }

    /** The fields of runs, with the metric that is sorted by, if one is. */
    private static SortedMap<String, Field> withMetric(String sort) {
        if (!sort.startsWith(Field.METRIC_PREFIX)) {
            return FIELDS;
        }
        SortedMap<String, Field> fields = new TreeMap<>(FIELDS);
        fields.put(sort, new Field.Metric(sort.substring(Field.METRIC_PREFIX.length())));
        return fields;
    }

    private static Lists.Count count(
            Session session, Lists.Source<RunRow> source, Where scope, Paging.Request request)
            throws SQLException {
        boolean kept =
                request.where().stream()
                        .allMatch(predicate -> TOTAL_FIELDS.containsKey(predicate.field()));
        if (!kept) {
            return Lists.count(session, source, scope, request);
        }
        Where where = Lists.filter(TOTAL_FIELDS, scope, request);
        long total =
                session.number(
                        "SELECT SUM(total) FROM run_totals WHERE " + where.sql(),
                        where.parameters().toArray());
        return Lists.Count.known(total);
    }

    private static SortedMap<String, Field> totalFields() {
        SortedMap<String, Field> fields = new TreeMap<>();
        fields.put("state", new WordField("phase", true, true));
        fields.put("storage_state", new Field.Flag("archived", "AVAILABLE", "ARCHIVED"));
        fields.put("namespace", WordField.owner("namespace"));
        fields.put("experiment_id", WordField.owner("experiment_id"));
        return Collections.unmodifiableSortedMap(fields);
    }

    private static SortedMap<String, Field> fields() {
        SortedMap<String, Field> fields = new TreeMap<>(totalFields());
        fields.put("id", WordField.id("run_id"));
        fields.put("run_id", WordField.id("run_id"));
        fields.put("name", new TextField("display_name", true));
        fields.put("display_name", new TextField("display_name", true));
        fields.put("description", new TextField("description", false));
        fields.put("created_at", new Field.Time("created_at", true));
        fields.put("scheduled_at", new Field.Time("scheduled_at", true));
        fields.put("finished_at", new Field.Time("COALESCE(finished_at, 0)", true));
        fields.put("state_history", new TextField("history", false));
        // KFP keeps the status of the workflow under this key; there is none here.
        fields.put("runtime_details", new TextField("''", false));
        fields.put("pipeline_version_id", WordField.owner("COALESCE(pipeline_version_id, '')"));
        fields.put("recurring_run_id", new LinkField("recurring_run_id"));
        return Collections.unmodifiableSortedMap(fields);
    }

    /** Reads {@link #COLUMNS} that stand behind {@code skip} others. */
    private record Reader(Session session, Row row, int skip) {

        RunRow run() throws SQLException {
            DataCodec data = DataCodec.reading(BlobRows.source(session, text(2)));
            return new RunRow(
                    header(data),
                    origin(),
                    text(14),
                    Phase.valueOf(text(15)),
                    row.small(skip + 16),
                    row.timeOrNull(skip + 17),
                    row.timeOrNull(skip + 18),
                    problem(),
                    row.flag(skip + 21),
                    row.number(skip + 22),
                    counts(),
                    History.read(text(23)),
                    outputs(data));
        }

        private RunHeader header(DataCodec data) throws SQLException {
            return new RunHeader(
                    new RunId(text(1)),
                    text(3),
                    text(4),
                    text(5),
                    row.time(skip + 6),
                    row.time(skip + 7),
                    data.parameters(text(8)),
                    CacheCodec.rules(textOrNull(CACHING), RunCaching.DEFAULT));
        }

        private RunOrigin origin() throws SQLException {
            return new RunOrigin(
                    text(2),
                    text(9),
                    text(10),
                    textOrNull(11),
                    textOrNull(12),
                    "",
                    text(13),
                    textOrNull(RECURRING_RUN));
        }

        /** That a run is set aside matters more than what it was about to report. */
        private @Nullable Problem problem() throws SQLException {
            String quarantine = textOrNull(20);
            String json = quarantine == null ? textOrNull(19) : quarantine;
            return json == null ? null : ProblemCodec.read(json);
        }

        private SortedMap<Phase, Integer> counts() throws SQLException {
            SortedMap<Phase, Integer> counts = new TreeMap<>();
            for (int i = 0; i < COUNTED.size(); i++) {
                int count = row.small(skip + COUNTS + i);
                if (count != 0) {
                    counts.put(COUNTED.get(i), count);
                }
            }
            return counts;
        }

        private @Nullable Outputs outputs(DataCodec data) throws SQLException {
            String json = textOrNull(24);
            return json == null ? null : data.outputs(json);
        }

        private String text(int column) throws SQLException {
            return row.text(skip + column);
        }

        private @Nullable String textOrNull(int column) throws SQLException {
            return row.textOrNull(skip + column);
        }
    }
}
