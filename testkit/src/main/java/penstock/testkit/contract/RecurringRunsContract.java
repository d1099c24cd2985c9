package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import penstock.control.port.Catalogue;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Journal;
import penstock.control.port.Paging;
import penstock.control.port.RecurringRuns;
import penstock.control.port.RecurringRuns.Firing;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.control.port.RecurringRuns.Template;
import penstock.control.port.RunOrigin;
import penstock.control.port.RunReads;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Value;

/** How every {@link RecurringRuns} behaves. */
public abstract class RecurringRunsContract {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456789Z");
    private static final Schedule HOURLY =
            new Schedule("0 0 * * * *", "Europe/Berlin", null, null, null);

    /** The recurring runs under test, empty before each test. */
    protected abstract RecurringRuns rows();

    /** The catalogue beside them. */
    protected abstract Catalogue catalogue();

    /** The journal beside them. */
    protected abstract Journal journal();

    /** The reads of that journal. */
    protected abstract RunReads reads();

    /** The ownership epoch at which the journal accepts batches. */
    protected abstract long epoch();

    @Test
    void keepsEverythingThatIsKnownOfOne() {
        SortedMap<String, Value> parameters = new TreeMap<>();
        parameters.put("day", new Value.Text("[[ScheduledTime]]"));
        parameters.put("large", new Value.Text("x".repeat(10_000)));
        RecurringRun full =
                new RecurringRun(
                        "r",
                        "",
                        "e",
                        "Nightly Ünïcode",
                        "about it",
                        "nightly-abcde",
                        new Template("# document", null, null, parameters, "minio://b/r", "me"),
                        new Schedule(
                                null,
                                "UTC",
                                90L,
                                Instant.parse("0001-01-01T00:00:00Z"),
                                Instant.parse("9999-12-31T23:59:59.999Z")),
                        7,
                        false,
                        false,
                        NOW,
                        NOW.plusSeconds(1),
                        NOW.plusSeconds(2),
                        new Firing(
                                3,
                                NOW.plusSeconds(3),
                                new Problem(ErrorCode.NOT_FOUND, "it is gone", "Look.")));
        rows().add(full);

        assertThat(rows().get("r")).isEqualTo(full);
    }

    @Test
    void keepsOneOfAPipeline() {
        RecurringRun latest = of("r", "e", new Template(null, "p", null, none(), null, ""));
        rows().add(latest);

        assertThat(rows().get("r")).isEqualTo(latest);
        assertThat(rows().get("another")).isNull();
    }

    @Test
    void givesThoseThatAreEnabled() {
        rows().add(of("on", "e", document("# one")));
        rows().add(enabled(of("off", "e", document("# one")), false));

        assertThat(rows().enabled()).extracting(RecurringRun::id).containsExactly("on");
    }

    @Test
    void listsThoseOfAnExperimentWithoutTheirDocuments() {
        rows().add(of("a", "one", document("# a")));
        rows().add(of("b", "two", document("# b")));
        rows().add(of("c", "one", document("# c")));

        Paging.Page<RecurringRun> page = rows().list("", "one", request(1, null));
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.items()).extracting(RecurringRun::id).containsExactly("a");
        assertThat(page.items().getFirst().template().document()).isEmpty();
        assertThat(rows().list("", "one", request(1, page.next())).items())
                .extracting(RecurringRun::id)
                .containsExactly("c");
        assertThat(rows().list("", null, request(200, null)).total()).isEqualTo(3);
        assertThat(rows().list("elsewhere", null, request(200, null)).items()).isEmpty();
    }

    @Test
    void replacesWhatPeopleDecideAndKeepsProgress() {
        RecurringRun first = of("r", "e", document("# before"));
        rows().add(first);
        assertThat(rows().fired("r", new Firing(1, NOW, null))).isTrue();
        RecurringRun edited =
                new RecurringRun(
                        "r",
                        "",
                        "e",
                        "Other",
                        "other",
                        first.runName(),
                        new Template(null, "p", "v", none(), null, "you"),
                        new Schedule("@daily", "UTC", null, null, null),
                        9,
                        false,
                        false,
                        first.createdAt(),
                        NOW.plusSeconds(5),
                        NOW.plusSeconds(6),
                        null);

        assertThat(rows().replace(edited)).isTrue();
        assertThat(rows().get("r")).isEqualTo(fired(edited, new Firing(1, NOW, null)));
        assertThat(rows().replace(of("another", "e", document("# a")))).isFalse();
    }

    @Test
    void recordsEachFiringOnceAndInOrder() {
        rows().add(of("r", "e", document("# one")));
        Problem gone = Problem.of(ErrorCode.NOT_FOUND, "the pipeline is gone");

        assertThat(rows().fired("r", new Firing(2, NOW, null))).isFalse();
        assertThat(rows().fired("r", new Firing(1, NOW, null))).isTrue();
        assertThat(rows().fired("r", new Firing(1, NOW.plusSeconds(1), null))).isFalse();
        assertThat(rows().fired("r", new Firing(2, NOW.plusSeconds(2), gone))).isTrue();
        assertThat(rows().fired("another", new Firing(1, NOW, null))).isFalse();
        assertThat(known("r").last()).isEqualTo(new Firing(2, NOW.plusSeconds(2), gone));
        assertThat(rows().fired("r", new Firing(3, NOW.plusSeconds(3), null))).isTrue();
        assertThat(known("r").last()).isEqualTo(new Firing(3, NOW.plusSeconds(3), null));
    }

    @Test
    void removesOneAndKeepsADocumentThatAnotherHas() {
        rows().add(of("a", "e", document("# shared")));
        rows().add(of("b", "e", document("# shared")));

        assertThat(rows().remove("a")).isTrue();
        assertThat(rows().remove("a")).isFalse();
        assertThat(rows().get("a")).isNull();
        assertThat(known("b").template().document()).isEqualTo("# shared");
    }

    @Test
    void keepsItsDocumentWhenTheRunsOfItAreGone() {
        rows().add(of("r", "e", document("# document")));
        RunScript run = RunScript.of(journal(), epoch(), ContractPlans.chain(1), "run");
        run.start();
        run.send(run.succeeded("s0"));
        assertThat(reads().remove(run.run())).isTrue();

        assertThat(known("r").template().document()).isEqualTo("# document");
    }

    @Test
    void countsRunsThatHaveNotEnded() {
        start("one", "r");
        RunScript ended = start("two", "r");
        ended.send(ended.succeeded("s0"));
        start("three", "other");

        assertThat(rows().active("r")).isEqualTo(1);
        assertThat(rows().active("nobody")).isZero();
    }

    @Test
    void runsTellWhichOneTheyAreOf() {
        start("one", "r");
        start("two", null);

        List<RunReads.RunRow> found =
                reads().runs("", null, filtered("recurring_run_id", "r")).items();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().header().run().value()).isEqualTo("one");
        assertThat(found.getFirst().origin().recurringRunId()).isEqualTo("r");
        assertThat(reads().runs("", null, filtered("recurring_run_id", "")).items())
                .extracting(row -> row.header().run().value())
                .containsExactly("two");
    }

    @Test
    void archivingAnExperimentStopsThoseInIt() {
        catalogue().addExperiment(new Experiment("e", "", "E", "", NOW, null, false));
        rows().add(of("in", "e", document("# one")));
        rows().add(of("out", "f", document("# one")));
        catalogue().archiveExperiment("e", true);
        catalogue().archiveExperiment("e", false);

        assertThat(rows().enabled()).extracting(RecurringRun::id).containsExactly("out");
    }

    private RunScript start(String id, @Nullable String recurringRunId) {
        RunOrigin origin = new RunOrigin("", "e", "", null, null, "# d", "", recurringRunId);
        RunScript script =
                new RunScript(
                        journal(),
                        epoch(),
                        ContractPlans.chain(1),
                        RunScript.header(id, RunScript.BEGIN, none()),
                        origin);
        script.start();
        return script;
    }

    private RecurringRun known(String id) {
        RecurringRun known = rows().get(id);
        assertThat(known).isNotNull();
        return known;
    }

    private static Paging.Request request(int limit, Paging.@Nullable Cursor after) {
        return new Paging.Request(List.of(), "created_at", false, limit, after);
    }

    private static Paging.Request filtered(String field, String value) {
        Paging.Predicate equal =
                new Paging.Predicate(
                        field, Paging.Operation.EQUALS, List.of(new Value.Text(value)));
        return new Paging.Request(List.of(equal), "created_at", false, 20, null);
    }

    private static Template document(String text) {
        return new Template(text, null, null, none(), null, "");
    }

    private static SortedMap<String, Value> none() {
        return Collections.emptySortedMap();
    }

    private static RecurringRun of(String id, String experiment, Template template) {
        return new RecurringRun(
                id,
                "",
                experiment,
                "Name " + id,
                "",
                "name-abcde",
                template,
                HOURLY,
                2,
                true,
                true,
                NOW,
                NOW,
                null,
                null);
    }

    private static RecurringRun enabled(RecurringRun row, boolean enabled) {
        return changed(row, enabled, row.last());
    }

    private static RecurringRun fired(RecurringRun row, Firing last) {
        return changed(row, row.enabled(), last);
    }

    private static RecurringRun changed(RecurringRun row, boolean enabled, @Nullable Firing last) {
        return new RecurringRun(
                row.id(),
                row.namespace(),
                row.experimentId(),
                row.displayName(),
                row.description(),
                row.runName(),
                row.template(),
                row.schedule(),
                row.maxConcurrency(),
                row.catchUp(),
                enabled,
                row.createdAt(),
                row.updatedAt(),
                row.resumedAt(),
                last);
    }
}
