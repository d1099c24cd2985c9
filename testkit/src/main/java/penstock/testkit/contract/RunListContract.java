package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.control.port.Journal;
import penstock.control.port.Paging;
import penstock.control.port.Paging.Cursor;
import penstock.control.port.Paging.Operation;
import penstock.control.port.Paging.Predicate;
import penstock.control.port.Paging.Request;
import penstock.control.port.RunOrigin;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.plan.Value;

/** How every {@link RunReads} lists runs. */
public abstract class RunListContract {

    /** A journal, empty before each test. */
    protected abstract Journal journal();

    /** The ownership epoch at which the journal accepts batches. */
    protected abstract long epoch();

    /** The reads under test, of that journal. */
    protected abstract RunReads reads();

    /** Ten runs: {@code r0} to {@code r9}, a second apart but for the last two, two experiments. */
    @BeforeEach
    void createRuns() {
        for (int i = 0; i < 10; i++) {
            start("r" + i, NAMES.get(i), Math.min(i, 8), i % 2 == 0 ? "even" : "odd");
        }
    }

    private static final List<String> NAMES =
            List.of(
                    "alpha",
                    "Beta",
                    "gamma 100%",
                    "delta_1",
                    "deltaX1",
                    "back\\slash",
                    "Alpha",
                    "zeta",
                    "eta",
                    "it's");

    private RunScript start(String id, String name, int second, String experiment) {
        Instant at = RunScript.BEGIN.plus(Duration.ofSeconds(second));
        RunHeader header =
                new RunHeader(
                        new RunId(id),
                        name,
                        "resource",
                        "minio://b/r",
                        at,
                        at,
                        Collections.emptySortedMap());
        RunOrigin origin = new RunOrigin("", experiment, "", null, null, "", "");
        RunScript script =
                new RunScript(journal(), epoch(), ContractPlans.chain(1), header, origin);
        script.start();
        return script;
    }

    private static Request request(
            String sort,
            boolean descending,
            int limit,
            @Nullable Cursor after,
            Predicate... where) {
        return new Request(List.of(where), sort, descending, limit, after);
    }

    private static Predicate where(String field, Operation operation, Value... values) {
        return new Predicate(field, operation, List.of(values));
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private List<String> ids(Predicate... where) {
        Paging.Page<RunRow> page =
                reads().runs("", null, request("created_at", false, 100, null, where));
        assertThat(page.total()).isEqualTo(page.items().size());
        assertThat(page.next()).isNull();
        return ids(page);
    }

    private static List<String> ids(Paging.Page<RunRow> page) {
        return page.items().stream().map(row -> row.header().run().value()).toList();
    }

    @Test
    void pagesFollowEachOtherInEveryOrder() {
        for (String sort : List.of("created_at", "name", "run_id", "finished_at", "state")) {
            for (boolean descending : List.of(true, false)) {
                List<String> whole =
                        ids(reads().runs("", null, request(sort, descending, 100, null)));
                assertThat(whole).hasSize(10);
                assertThat(inPages(sort, descending, 3)).isEqualTo(whole);
            }
        }
    }

    private List<String> inPages(String sort, boolean descending, int size) {
        List<String> found = new ArrayList<>();
        Cursor after = null;
        do {
            Paging.Page<RunRow> page =
                    reads().runs("", null, request(sort, descending, size, after));
            assertThat(page.total()).isEqualTo(10);
            assertThat(page.items().size()).isBetween(1, size);
            found.addAll(ids(page));
            after = page.next();
        } while (after != null);
        return found;
    }

    @Test
    void theNewestComeFirstAndTiesAreOrderedById() {
        assertThat(ids(reads().runs("", null, request("created_at", true, 4, null))))
                .containsExactly("r9", "r8", "r7", "r6");
    }

    @Test
    void namesAreOrderedWithoutRegardToCase() {
        Paging.Page<RunRow> page = reads().runs("", null, request("name", false, 4, null));

        assertThat(page.items())
                .extracting(row -> row.header().displayName())
                .containsExactly("alpha", "Alpha", "back\\slash", "Beta");
    }

    @Test
    void aPageThatIsExactlyFullIsTheLast() {
        Paging.Page<RunRow> page = reads().runs("", null, request("created_at", false, 10, null));

        assertThat(page.items()).hasSize(10);
        assertThat(page.next()).isNull();
    }

    @Test
    void runsThatComeAndGoBetweenPagesShiftNothing() {
        Paging.Page<RunRow> first = reads().runs("", null, request("created_at", true, 5, null));
        start("newer", "newer", 60, "even");
        Paging.Page<RunRow> second =
                reads().runs("", null, request("created_at", true, 5, first.next()));

        assertThat(ids(second)).containsExactly("r4", "r3", "r2", "r1", "r0");
    }

    @Test
    void anExperimentHasItsOwnRuns() {
        Paging.Page<RunRow> page = reads().runs("", "odd", request("created_at", false, 2, null));

        assertThat(ids(page)).containsExactly("r1", "r3");
        assertThat(page.total()).isEqualTo(5);
        assertThat(reads().runs("", "none", request("created_at", false, 2, null)).total())
                .isZero();
    }

    @Test
    void aNamespaceHasItsOwnRuns() {
        Paging.Page<RunRow> page =
                reads().runs("elsewhere", null, request("created_at", false, 2, null));

        assertThat(page.items()).isEmpty();
        assertThat(page.total()).isZero();
    }

    @Test
    void textIsComparedWithoutRegardToCase() {
        assertThat(ids(where("display_name", Operation.EQUALS, text("ALPHA"))))
                .containsExactly("r0", "r6");
        assertThat(ids(where("name", Operation.NOT_EQUALS, text("alpha")))).hasSize(8);
        assertThat(ids(where("name", Operation.IN, text("beta"), text("ETA"), text("none"))))
                .containsExactly("r1", "r8");
        assertThat(ids(where("name", Operation.IN))).isEmpty();
        assertThat(ids(where("name", Operation.GREATER_THAN, text("GAMMA 100%"))))
                .containsExactly("r7", "r9");
    }

    @Test
    void aSubstringStandsForItself() {
        assertThat(ids(where("name", Operation.IS_SUBSTRING, text("ETA"))))
                .containsExactly("r1", "r7", "r8");
        assertThat(ids(where("name", Operation.IS_SUBSTRING, text("%")))).containsExactly("r2");
        assertThat(ids(where("name", Operation.IS_SUBSTRING, text("a_1")))).containsExactly("r3");
        assertThat(ids(where("name", Operation.IS_SUBSTRING, text("\\")))).containsExactly("r5");
        assertThat(ids(where("name", Operation.IS_SUBSTRING, text("'")))).containsExactly("r9");
    }

    @Test
    void timesAreComparedBySecond() {
        long second = RunScript.BEGIN.getEpochSecond();
        Value third = new Value.Int(second + 3);

        assertThat(ids(where("created_at", Operation.EQUALS, third))).containsExactly("r3");
        assertThat(ids(where("created_at", Operation.NOT_EQUALS, third))).hasSize(9);
        assertThat(ids(where("created_at", Operation.LESS_THAN, third))).hasSize(3);
        assertThat(ids(where("created_at", Operation.LESS_THAN_EQUALS, third))).hasSize(4);
        assertThat(ids(where("created_at", Operation.GREATER_THAN, third))).hasSize(6);
        assertThat(ids(where("created_at", Operation.GREATER_THAN_EQUALS, third))).hasSize(7);
        assertThat(ids(where("created_at", Operation.IN, third, new Value.Int(second))))
                .containsExactly("r0", "r3");
        assertThat(ids(where("created_at", Operation.EQUALS, text("" + (second + 1)))))
                .containsExactly("r1");
        assertThat(ids(where("created_at", Operation.GREATER_THAN, text("2000-01-01T00:00:00Z"))))
                .hasSize(10);
        assertThat(ids(where("created_at", Operation.LESS_THAN, new Value.Int(Long.MAX_VALUE))))
                .hasSize(10);
    }

    @Test
    void statesAndStorageAreFiltersWithExactTotals() {
        reads().archive(new RunId("r1"), true);
        reads().archive(new RunId("r2"), true);
        RunScript done = start("done", "done", 20, "even");
        done.send(done.succeeded("s0"));

        assertThat(ids(where("storage_state", Operation.EQUALS, text("ARCHIVED"))))
                .containsExactly("r1", "r2");
        assertThat(ids(where("storage_state", Operation.NOT_EQUALS, text("archived")))).hasSize(9);
        assertThat(ids(where("storage_state", Operation.EQUALS, text("STORAGESTATE_ARCHIVED"))))
                .isEmpty();
        assertThat(ids(where("state", Operation.EQUALS, text("SUCCEEDED"))))
                .containsExactly("done");
        assertThat(
                        ids(
                                where("state", Operation.EQUALS, text("running")),
                                where("storage_state", Operation.EQUALS, text("AVAILABLE"))))
                .hasSize(8);
        assertThat(ids(where("experiment_id", Operation.EQUALS, text("odd")))).hasSize(5);
    }

    @Test
    void totalsFollowRemovedRuns() {
        RunScript done = start("done", "done", 20, "even");
        done.send(done.succeeded("s0"));
        reads().remove(new RunId("done"));

        assertThat(reads().runs("", null, request("created_at", true, 1, null)).total())
                .isEqualTo(10);
    }

    /** KFP's database sorts so, and clients that look for a name in a sorted list rely on it. */
    @Test
    void anUnderscoreComesBeforeAHyphen() {
        start("hyphen", "step-one", 20, "even");
        start("underscore", "Step_one", 21, "even");

        assertThat(ids(reads().runs("", null, request("name", true, 4, null))))
                .containsExactly("r7", "hyphen", "underscore", "r9");
    }

    @Test
    void whatAFilterFindsIsFoundInEveryOrderAndPageByPage() {
        for (String ended : List.of("r1", "r4", "r6")) {
            RunScript script = start("e" + ended, "alpha", 30, "odd");
            script.send(script.succeeded("s0"));
        }
        Value begin = new Value.Int(RunScript.BEGIN.getEpochSecond());
        found(3, where("state", Operation.IN, text("SUCCEEDED"), text("FAILED")));
        found(
                13,
                where("state", Operation.IN, text("RUNNING"), text("running"), text("SUCCEEDED")));
        found(5, where("name", Operation.EQUALS, text("alpha")));
        found(
                2,
                where("name", Operation.EQUALS, text("alpha")),
                where("finished_at", Operation.LESS_THAN, begin));
        found(3, where("finished_at", Operation.GREATER_THAN, begin));
        found(
                8,
                where("state", Operation.IN, text("RUNNING"), text("SUCCEEDED")),
                where("created_at", Operation.GREATER_THAN, new Value.Int(0)),
                where("experiment_id", Operation.EQUALS, text("odd")));
        found(0, where("state", Operation.IN), where("name", Operation.EQUALS, text("alpha")));
    }

    private void found(int count, Predicate... where) {
        List<String> any = ids(where);
        assertThat(any).hasSize(count);
        for (String sort : List.of("created_at", "name", "run_id", "finished_at", "description")) {
            for (boolean descending : List.of(true, false)) {
                List<String> whole =
                        ids(reads().runs("", null, request(sort, descending, 100, null, where)));
                List<String> paged = new ArrayList<>();
                Cursor after = null;
                do {
                    Paging.Page<RunRow> page =
                            reads().runs("", null, request(sort, descending, 2, after, where));
                    assertThat(page.total()).isEqualTo(count);
                    paged.addAll(ids(page));
                    after = page.next();
                } while (after != null);
                assertThat(whole).containsExactlyInAnyOrderElementsOf(any);
                assertThat(paged).isEqualTo(whole);
            }
        }
    }

    @Test
    void aFieldNobodyKnowsIsABug() {
        assertThatThrownBy(
                        () -> reads().runs("", null, request("1; DROP TABLE runs", true, 1, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids(where("run_no", Operation.EQUALS, new Value.Int(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids(where("name", Operation.EQUALS)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids(where("created_at", Operation.IS_SUBSTRING, text("1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
