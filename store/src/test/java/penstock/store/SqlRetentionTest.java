package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.CacheEntries.Selection;
import penstock.control.port.Retention;
import penstock.control.port.Retention.Amount;
import penstock.control.port.Retention.Doomed;
import penstock.control.port.Retention.Due;
import penstock.control.port.Retention.Group;
import penstock.control.port.Retention.What;
import penstock.control.port.RunReads.ArtifactRow;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Plan;
import penstock.plan.RunSettings;
import penstock.plan.Value;
import penstock.testkit.contract.CachedRun;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

/** What is due of ended runs, and whose bytes may go. */
class SqlRetentionTest {

    private static final String FIRST = "aa".repeat(32);
    private static final Instant LATER = RunScript.BEGIN.plus(Duration.ofDays(100));
    private static final Group SUCCEEDED = new Group("", "experiment", "", Phase.SUCCEEDED, 1);

    @RegisterExtension final OpenStore opened = new OpenStore();

    private Retention retention() {
        return opened.store().retention();
    }

    private CachedRun run(String id, int day) {
        return new CachedRun(
                opened.store().journal(),
                opened.store().epoch(),
                id,
                RunScript.BEGIN.plus(Duration.ofDays(day)));
    }

    private static Artifact artifact(long id, String uri) {
        return new Artifact(id, "out", ArtifactType.ANY, uri, "sha256:00", 10, Value.EMPTY_STRUCT);
    }

    private static Artifact of(CachedRun run, long id) {
        return artifact(id, "minio://b/p/" + run.run() + "/a/u/out");
    }

    private void remove(CachedRun run) {
        assertThat(opened.store().runReads().remove(run.run())).isTrue();
        clear();
    }

    private void clear() {
        boolean more = true;
        while (more) {
            more = retention().clear();
        }
    }

    private List<Long> condemned() {
        return retention().condemn(0, 100).doomed().stream().map(Doomed::number).toList();
    }

    private long artifacts() {
        return opened.store()
                .readers()
                .call(session -> session.number("SELECT COUNT(*) FROM artifacts"));
    }

    private static RunId[] ids(String... ids) {
        return List.of(ids).stream().map(RunId::new).toArray(RunId[]::new);
    }

    @Test
    void runsAreDueByAgeAndByNumberUnlessTheyAreKept() {
        for (int day = 0; day < 5; day++) {
            CachedRun run = run("r" + day, day);
            run.gives(of(run, day + 1));
        }
        assertThat(retention().keep(new RunId("r0"), true)).isTrue();
        assertThat(retention().keep(new RunId("unknown"), true)).isFalse();
        Instant second = RunScript.BEGIN.plus(Duration.ofDays(2));

        assertThat(retention().groups())
                .containsExactly(new Group("", "experiment", "", Phase.SUCCEEDED, 5));
        assertThat(retention().due(new Due(What.RUN, SUCCEEDED, second, null), 9))
                .containsExactly(ids("r1"));
        assertThat(retention().due(new Due(What.RUN, SUCCEEDED, null, 3L), 9))
                .containsExactly(ids("r1"));
        assertThat(retention().due(new Due(What.RUN, SUCCEEDED, LATER, 1L), 2)).hasSize(2);
        assertThat(retention().amount(new Due(What.RUN, SUCCEEDED, second, 1L)))
                .isEqualTo(new Amount(3, 30));
        assertThat(retention().remove(List.of(ids("r0", "r1", "r2")))).isEqualTo(2);
        assertThat(opened.store().runReads().run(new RunId("r0"))).isNotNull();
        assertThat(retention().removed(9)).containsExactly(ids("r1", "r2"));
        retention().filesGone(List.of(ids("r1", "r2")));
        assertThat(retention().removed(9)).isEmpty();
    }

    @Test
    void runsThatGoOnAreNotDue() {
        CachedRun run = run("live", 0);

        assertThat(retention().groups()).isEmpty();
        assertThat(retention().due(new Due(What.RUN, SUCCEEDED, LATER, 0L), 9)).isEmpty();
        assertThat(retention().remove(List.of(run.run()))).isZero();
        assertThat(retention().release(run.run(), 9, LATER)).isFalse();
        assertThat(condemned()).isEmpty();
    }

    @Test
    void bytesGoOnceTheirRunAndItsResultAreGone() {
        CachedRun maker = run("maker", 0);
        maker.makes(FIRST, of(maker, 1));
        assertThat(condemned()).isEmpty();

        remove(maker);
        assertThat(condemned()).as("the cache refers to them").isEmpty();
        assertThat(retention().waiting().byResults().bytes()).isEqualTo(10);

        opened.store().cacheEntries().revoke(Selection.ALL);
        assertThat(retention().waiting().free().artifacts()).isEqualTo(1);
        assertThat(condemned()).containsExactly(1L);
        assertThat(retention().unsettled(9)).hasSize(1);
        retention().settle(List.of(1L), List.of());
        assertThat(retention().unsettled(9)).isEmpty();
        assertThat(retention().waiting().free().artifacts()).isZero();
    }

    @Test
    void bytesThatALaterRunTookStayAndAreThatRuns() {
        CachedRun maker = run("maker", 0);
        maker.makes(FIRST, of(maker, 1));
        CachedRun taker = run("taker", 1);
        taker.takes(FIRST, maker.run(), of(maker, 1));
        opened.store().cacheEntries().revoke(Selection.ALL);

        remove(maker);
        assertThat(condemned()).isEmpty();
        ArtifactRow row = opened.store().runReads().artifact(1);
        assertThat(row).isNotNull().extracting(ArtifactRow::run).isEqualTo(taker.run());

        remove(taker);
        assertThat(condemned()).containsExactly(1L);
    }

    @Test
    void whoeverTakesMarkedBytesMeanwhileKeepsThem() {
        CachedRun maker = run("maker", 0);
        maker.makes(FIRST, of(maker, 1));
        CachedRun taker = run("taker", 1);
        opened.store().cacheEntries().revoke(Selection.ALL);
        remove(maker);
        assertThat(condemned()).containsExactly(1L);

        taker.takes(FIRST, maker.run(), of(maker, 1));
        retention().settle(List.of(1L), List.of());

        assertThat(retention().unsettled(9)).isEmpty();
        assertThat(opened.store().runReads().artifact(1)).isNotNull();
        assertThat(condemned()).isEmpty();
    }

    @Test
    void sparedBytesAreLookedAtAgain() {
        CachedRun maker = run("maker", 0);
        maker.gives(of(maker, 1));
        remove(maker);
        assertThat(condemned()).containsExactly(1L);
        retention().settle(List.of(), List.of(1L));
        assertThat(condemned()).containsExactly(1L);
    }

    @Test
    void bytesStayAsLongAsAnotherRecordNamesTheirAddressOrPartOfIt() {
        CachedRun maker = run("maker", 0);
        maker.gives(
                artifact(1, "minio://b/p/maker/a/u/out"), artifact(2, "minio://b/p/maker/a/u/c"));
        for (String shared :
                List.of(
                        "minio://b/p/maker/a/u/out?x=y",
                        "minio://b/p/maker/a/u/out/f",
                        "minio://b/p")) {
            CachedRun importer = run("i" + shared.length(), 1);
            importer.gives(artifact(100 + shared.length(), shared));
        }
        remove(maker);
        assertThat(condemned()).as("all is inside of minio://b/p").isEmpty();

        opened.store().runReads().remove(new RunId("i" + "minio://b/p".length()));
        clear();
        assertThat(condemned()).containsExactly(2L);
        opened.store().runReads().remove(new RunId("i" + "minio://b/p/maker/a/u/out/f".length()));
        clear();
        assertThat(condemned()).isEmpty();
        opened.store().runReads().remove(new RunId("i" + "minio://b/p/maker/a/u/out?x=y".length()));
        clear();
        assertThat(condemned()).containsExactly(1L);
    }

    @Test
    void whatWasImportedIsNeverDeleted() {
        CachedRun importer = run("importer", 0);
        importer.gives(artifact(1, "minio://data/iris.csv"));
        remove(importer);

        assertThat(condemned()).isEmpty();
        assertThat(artifacts()).isZero();
    }

    @Test
    void anImportThatTookAnEarlierRecordKeepsItsPageWhenTheEarlierRunIsDeleted() {
        CachedRun first = run("first", 0);
        first.gives(artifact(1, "gs://b/k"));
        CachedRun second = run("second", 1);
        second.gives(artifact(1, "gs://b/k"));

        remove(first);

        ArtifactRow row = opened.store().runReads().artifact(1);
        assertThat(row).isNotNull().extracting(ArtifactRow::run).isEqualTo(second.run());
    }

    @Test
    void artifactsOfARunThatStaysGoOnlyWhenNoRunWithinItsTimeHasThem() {
        CachedRun maker = run("maker", 0);
        maker.makes(FIRST, of(maker, 1));
        CachedRun taker = run("taker", 50);
        taker.takes(FIRST, maker.run(), of(maker, 1));
        Due due =
                new Due(What.ARTIFACTS, SUCCEEDED, RunScript.BEGIN.plus(Duration.ofDays(9)), null);
        assertThat(retention().due(due, 9)).containsExactly(maker.run());

        release(maker);
        opened.store().cacheEntries().revoke(Selection.ALL);
        assertThat(retention().due(due, 9)).isEmpty();
        assertThat(condemned()).isEmpty();

        release(taker);
        assertThat(condemned()).containsExactly(1L);
        retention().settle(List.of(1L), List.of());
        assertThat(opened.store().runReads().artifact(1))
                .as("its page says what it was")
                .isNotNull();
        assertThat(retention().amount(new Due(What.RUN, SUCCEEDED, LATER, null)))
                .isEqualTo(new Amount(2, 0));

        remove(taker);
        remove(maker);
        assertThat(artifacts()).isZero();
    }

    private void release(CachedRun run) {
        boolean more = true;
        while (more) {
            more = retention().release(run.run(), 9, LATER);
        }
    }

    @Test
    void logsAreDueUntilTheyAreGone() {
        CachedRun run = run("r", 0);
        run.gives();
        Due due = new Due(What.LOGS, SUCCEEDED, LATER, null);
        assertThat(retention().due(due, 9)).containsExactly(run.run());

        retention().logsGone(List.of(run.run()), LATER);

        assertThat(retention().due(due, 9)).isEmpty();
        assertThat(retention().standing(run.run()))
                .isNotNull()
                .extracting(Retention.Standing::logsGoneAt)
                .isEqualTo(LATER);
    }

    @Test
    void filesAreDueWhenThePipelineSaysSo() {
        Plan plan = ContractPlans.chain(1);
        RunSettings settings = new RunSettings(null, Duration.ofDays(2), null, null);
        RunScript script =
                new RunScript(
                        opened.store().journal(),
                        opened.store().epoch(),
                        new Plan(
                                plan.format(),
                                plan.pipelineName(),
                                "",
                                "",
                                plan.components(),
                                settings,
                                List.of()),
                        RunScript.header("r", RunScript.BEGIN, Collections.emptySortedMap()),
                        RunScript.origin("experiment"));
        script.start();
        assertThat(retention().filesDue(LATER, 9)).as("it runs").isEmpty();
        script.send(script.succeeded("s0"));

        assertThat(retention().filesDue(RunScript.BEGIN.plus(Duration.ofDays(1)), 9)).isEmpty();
        assertThat(retention().filesDue(LATER, 9)).containsExactly(script.run());
        retention().logsGone(List.of(script.run()), LATER);
        assertThat(retention().filesDue(LATER, 9)).isEmpty();
    }

    @Test
    void resultsThatNobodyUsedAreForgotten() {
        CachedRun maker = run("maker", 0);
        maker.makes(FIRST, of(maker, 1));
        CachedRun taker = run("taker", 50);
        taker.takes(FIRST, maker.run(), of(maker, 1));

        assertThat(retention().forgetResults(RunScript.BEGIN.plus(Duration.ofDays(40)), 9))
                .isZero();
        assertThat(retention().forgetResults(LATER, 9)).isEqualTo(1);
        assertThat(opened.store().cacheEntries().list(Selection.ALL, 0, 9).total()).isZero();
    }
}
