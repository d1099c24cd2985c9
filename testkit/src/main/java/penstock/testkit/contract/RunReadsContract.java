package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import penstock.control.port.Journal;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.StateChange;
import penstock.control.port.RunReads.TaskDetail;
import penstock.control.port.RunReads.TaskKind;
import penstock.control.port.RunReads.TaskRow;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptResult;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** What every {@link RunReads} shows of the runs that a {@link Journal} committed. */
public abstract class RunReadsContract {

    /** A journal, empty before each test. */
    protected abstract Journal journal();

    /** The ownership epoch at which the journal accepts batches. */
    protected abstract long epoch();

    /** The reads under test, of that journal. */
    protected abstract RunReads reads();

    private RunScript script(String id) {
        return RunScript.of(journal(), epoch(), ContractPlans.nested(), id);
    }

    private RunRow run(RunScript script) {
        return present(reads().run(script.run()));
    }

    private TaskDetail task(RunScript script, String path) {
        return present(reads().task(script.run(), new TaskPath(path).idIn(script.run())));
    }

    static <T> T present(@Nullable T value) {
        assertThat(value).isNotNull();
        if (value == null) {
            throw new AssertionError("absent");
        }
        return value;
    }

    @Test
    void aRunShowsWhatItsEventsCameTo() {
        RunScript script = script("r");
        script.start();
        script.send(script.succeeded("first"));
        RunRow row = run(script);

        assertThat(row.header()).isEqualTo(script.state().header());
        assertThat(row.origin().experimentId()).isEqualTo("experiment");
        assertThat(row.origin().document()).isEmpty();
        assertThat(row.pipelineName()).isEqualTo("nested");
        assertThat(row.phase()).isEqualTo(Phase.RUNNING);
        assertThat(row.generation()).isEqualTo(1);
        assertThat(row.startedAt()).isEqualTo(script.state().progress().startedAt());
        assertThat(row.finishedAt()).isNull();
        assertThat(row.version()).isEqualTo(script.sequence());
        assertThat(row.counts())
                .isEqualTo(
                        Map.of(
                                Phase.SUCCEEDED, 1,
                                Phase.RUNNING, 1,
                                Phase.PENDING, 2,
                                Phase.SKIPPED, 1));
        assertThat(row.history())
                .extracting(StateChange::phase)
                .containsExactly(Phase.PENDING, Phase.RUNNING);
    }

    @Test
    void aRunThatEndedShowsHowAndItsOutputs() {
        RunScript script = script("r");
        script.start();
        script.send(script.succeeded("first"));
        script.send(script.succeeded("inner/good"), script.succeeded("inner/bad"));
        script.send(script.succeeded("inner/last"));
        script.send(script.succeeded("after"));
        RunRow row = run(script);

        assertThat(row.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(row.finishedAt()).isEqualTo(script.state().progress().finishedAt());
        assertThat(row.outputs()).isNotNull();
        assertThat(row.problem()).isNull();
        assertThat(row.counts()).isEqualTo(Map.of(Phase.SUCCEEDED, 6, Phase.SKIPPED, 1));
        assertThat(row.history())
                .extracting(StateChange::phase)
                .containsExactly(Phase.PENDING, Phase.RUNNING, Phase.SUCCEEDED);
    }

    @Test
    void aRunThatFailedShowsWhy() {
        RunScript script = failed("r");

        assertThat(run(script).phase()).isEqualTo(Phase.FAILED);
        assertThat(run(script).problem()).isEqualTo(script.state().progress().problem());
    }

    @Test
    void aRunSetAsideShowsWhyUntilItGoesOn() {
        RunScript script = script("r");
        script.start();
        Problem problem = new Problem(ErrorCode.QUARANTINED, "it surprised us", "report it");
        journal().quarantine(script.run(), problem);
        // Commits are in order: once this one is there, the one before it is.
        script("other").start();
        assertThat(run(script).problem()).isEqualTo(problem);

        script.send(script.succeeded("first"));
        assertThat(run(script).problem()).isNull();
    }

    @Test
    void whatNobodyCreatedIsNull() {
        RunId nobody = new RunId("nobody");
        assertThat(reads().run(nobody)).isNull();
        assertThat(reads().plan(nobody)).isNull();
        assertThat(reads().document(nobody)).isNull();
        assertThat(reads().task(nobody, "nothing")).isNull();
        assertThat(reads().artifact(7)).isNull();
        assertThat(reads().tasks(nobody, 0, 10).tasks()).isEmpty();
        assertThat(reads().tasksChangedAfter(nobody, 0, 10)).isEmpty();
    }

    @Test
    void planAndDocumentAreThoseTheRunStartedWith() {
        RunScript script = script("r");
        script.start();

        assertThat(reads().plan(script.run())).isEqualTo(ContractPlans.nested());
        assertThat(reads().document(script.run())).isEqualTo("# document");
    }

    @Test
    void tasksComeFailedThenRunningThenNewestFirst() {
        RunScript script = script("r");
        script.start();
        script.send(script.succeeded("first"));
        script.send(script.started("inner/good", AttemptFacts.NONE));
        script.send(script.failed("inner/bad"));

        List<TaskRow> tasks = reads().tasks(script.run(), 0, 100).tasks();
        assertThat(tasks)
                .extracting(TaskRow::path)
                .containsExactly(
                        "inner/bad", "inner/good", "inner", "inner/last", "first", "never");
        assertThat(reads().tasks(script.run(), 1, 2).tasks()).isEqualTo(tasks.subList(1, 3));
        assertThat(reads().tasks(script.run(), 1, 2).total()).isEqualTo(6);
    }

    @Test
    void aReaderWhoFollowsVersionsSeesTheLastStateOfEveryTask() {
        RunScript script = script("r");
        Map<String, TaskRow> seen = new TreeMap<>();
        script.start();
        long version = follow(script, 0, seen);
        script.send(script.succeeded("first"));
        script.send(script.succeeded("inner/good"), script.failed("inner/bad"));
        version = follow(script, version, seen);

        List<TaskRow> all = reads().tasks(script.run(), 0, 100).tasks();
        assertThat(seen.values()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(version).isLessThanOrEqualTo(script.sequence());
        assertThat(reads().tasksChangedAfter(script.run(), version, 10)).isEmpty();
    }

    @Test
    void aReaderWhoFollowsVersionsSeesARetry() {
        RunScript script = failed("r");
        Map<String, TaskRow> seen = new TreeMap<>();
        long version = follow(script, 0, seen);
        script.send(script.retry());
        follow(script, version, seen);

        for (TaskRow task : reads().tasks(script.run(), 0, 100).tasks()) {
            assertThat(seen.get(task.path())).isEqualTo(task);
        }
    }

    /** Reads in small bites, as a slow reader does. */
    private long follow(RunScript script, long from, Map<String, TaskRow> seen) {
        long version = from;
        List<TaskRow> next = reads().tasksChangedAfter(script.run(), version, 2);
        while (!next.isEmpty()) {
            next.forEach(task -> seen.put(task.path(), task));
            version = next.getLast().version();
            next = reads().tasksChangedAfter(script.run(), version, 2);
        }
        return version;
    }

    @Test
    void aTaskShowsItsDataAndItsAttempts() {
        RunScript script = script("r");
        script.start();
        AttemptFacts facts =
                new AttemptFacts(List.of("python 3.12 stands in"), new TreeMap<>(Map.of("A", "1")));
        script.send(script.started("first", facts));
        script.send(script.succeeded("first", Samples.text("hello")));
        TaskDetail task = task(script, "first");

        assertThat(task.component()).isEqualTo("step");
        assertThat(task.row().displayName()).isEqualTo("Task first");
        assertThat(task.row().kind()).isEqualTo(TaskKind.CONTAINER);
        assertThat(task.row().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(task.row().attempt()).isEqualTo(1);
        assertThat(task.row().startedAt()).isNotNull();
        assertThat(task.row().finishedAt()).isNotNull();
        assertThat(task.outputs()).isEqualTo(Samples.text("hello"));
        assertThat(task.attempts())
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.phase()).isEqualTo(Phase.SUCCEEDED);
                    assertThat(attempt.startedAt()).isAfter(attempt.scheduledAt());
                    assertThat(attempt.finishedAt()).isAfter(attempt.startedAt());
                    assertThat(attempt.notes()).isEqualTo(facts.notes());
                    assertThat(attempt.environment()).isEqualTo(facts.environment());
                });
        assertThat(task(script, "inner").row().kind()).isEqualTo(TaskKind.SCOPE);
        assertThat(task(script, "never").row().skipped()).contains("condition is false");
    }

    @Test
    void anAttemptThatFailedShowsWhy() {
        RunScript script = script("r");
        script.start();
        script.send(script.failed("first"));
        TaskDetail task = task(script, "first");

        assertThat(task.row().problem()).isNotNull();
        assertThat(task.attempts().getFirst().exitCode()).isEqualTo(3);
        assertThat(task.attempts().getFirst().problem()).isEqualTo(task.row().problem());
    }

    @Test
    void attemptsEndInTheStateTheirEventsSay() {
        RunScript script = script("r");
        script.start();
        script.send(script.started("first", AttemptFacts.NONE));
        script.send(script.cancel());
        assertThat(task(script, "first").attempts().getFirst().phase()).isEqualTo(Phase.CANCELING);
        script.send(script.report("first", new AttemptResult.Stopped()));

        assertThat(task(script, "first").attempts().getFirst().phase()).isEqualTo(Phase.CANCELED);
        assertThat(task(script, "first").row().phase()).isEqualTo(Phase.CANCELED);
        assertThat(run(script).phase()).isEqualTo(Phase.CANCELED);
    }

    @Test
    void artifactsKnowWhereTheyCameFrom() {
        RunScript script = script("r");
        script.start();
        script.send(script.succeeded("first", Samples.models(7, 2)));

        RunReads.ArtifactRow artifact = present(reads().artifact(8));
        assertThat(artifact.artifact()).isEqualTo(Samples.model(8));
        assertThat(artifact.run()).isEqualTo(script.run());
        assertThat(artifact.taskId()).isEqualTo(new TaskPath("first").idIn(script.run()));
        assertThat(reads().artifact(9)).isNull();
    }

    @Test
    void aRetryKeepsWhatSucceededAndResetsTheRest() {
        RunScript script = failed("r");
        assertThat(run(script).counts())
                .isEqualTo(Map.of(Phase.SUCCEEDED, 2, Phase.FAILED, 2, Phase.SKIPPED, 3));
        Journal.Append retry = script.batch(script.retry());
        script.append(retry);
        RunRow row = run(script);

        assertThat(row.phase()).isEqualTo(Phase.RUNNING);
        assertThat(row.generation()).isEqualTo(2);
        assertThat(row.finishedAt()).isNull();
        assertThat(row.counts())
                .isEqualTo(
                        Map.of(
                                Phase.SUCCEEDED, 2,
                                Phase.RUNNING, 1,
                                Phase.PENDING, 1,
                                Phase.SKIPPED, 1));
        assertThat(paths(script))
                .containsExactlyInAnyOrder("first", "inner", "inner/good", "inner/bad", "never");
        assertThat(task(script, "inner").row().problem()).isNull();
        assertThat(task(script, "inner/bad").attempts()).hasSize(2);
    }

    @Test
    void whatARetryResetAndNeverBeganEndsWithTheRun() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.chain(2), "r");
        script.start();
        script.send(script.succeeded("s0"));
        script.send(script.failed("s1"));
        Journal.Append retry = script.batch(script.retry(), script.cancel());
        script.append(retry);
        script.send(script.report("s1", new AttemptResult.Stopped()));
        RunRow row = run(script);

        assertThat(row.phase()).isEqualTo(Phase.CANCELED);
        assertThat(row.counts().keySet()).allMatch(Phase::isTerminal);
    }

    @Test
    void scopesThatARetryResetAndThatWereNeverReopenedEndWithTheRun() {
        RunScript script = failed("r");
        script.send(script.retry());
        script.send(script.cancel());
        script.send(script.report("inner/bad", new AttemptResult.Stopped()));

        assertThat(run(script).phase()).isEqualTo(Phase.CANCELED);
        assertThat(run(script).counts().keySet()).allMatch(Phase::isTerminal);
    }

    private List<String> paths(RunScript script) {
        return reads().tasks(script.run(), 0, 100).tasks().stream().map(TaskRow::path).toList();
    }

    /** Fails in {@code inner/bad}, with {@code inner/good} done. */
    private RunScript failed(String id) {
        RunScript script = script(id);
        script.start();
        script.send(script.succeeded("first"));
        script.send(script.failed("inner/bad"));
        script.send(script.succeeded("inner/good"));
        assertThat(script.state().phase()).isEqualTo(Phase.FAILED);
        return script;
    }

    @Test
    void aMetricIsReportedOnceAndGoesWithItsRun() {
        RunScript script = failed("r");
        RunReads.Metric metric = new RunReads.Metric("accuracy", "node", 0.1, "RAW");

        assertThat(reads().addMetric(script.run(), metric)).isEqualTo(RunReads.Added.ADDED);
        assertThat(reads().addMetric(script.run(), metric)).isEqualTo(RunReads.Added.KNOWN);
        assertThat(reads().metrics(script.run())).containsExactly(metric);
        assertThat(reads().addMetric(new RunId("nobody"), metric))
                .isEqualTo(RunReads.Added.UNKNOWN_RUN);
        assertThat(reads().remove(script.run())).isTrue();
        assertThat(reads().metrics(script.run())).isEmpty();
    }

    @Test
    void archivedRunsSaySo() {
        RunScript script = script("r");
        script.start();

        assertThat(reads().archive(script.run(), true)).isTrue();
        assertThat(run(script).archived()).isTrue();
        assertThat(reads().archive(script.run(), false)).isTrue();
        assertThat(run(script).archived()).isFalse();
        assertThat(reads().archive(new RunId("nobody"), true)).isFalse();
    }

    @Test
    void onlyARunThatEndedIsRemoved() {
        RunScript running = script("running");
        running.start();
        RunScript ended = failed("ended");

        assertThat(reads().remove(running.run())).isFalse();
        assertThat(reads().remove(ended.run())).isTrue();
        assertThat(reads().remove(ended.run())).isFalse();
        assertThat(reads().run(ended.run())).isNull();
        assertThat(reads().tasks(ended.run(), 0, 10).total()).isZero();
        assertThat(ended.load()).isEqualTo(new Journal.LoadOutcome.Missing());
        assertThat(ended.send(ended.retry())).isInstanceOf(Journal.AppendOutcome.Fenced.class);
        assertThat(reads().run(running.run())).isNotNull();
    }

    @Test
    void aPageOfTasksIsBounded() {
        RunScript script = RunScript.of(journal(), epoch(), ContractPlans.fanOut(2_100), "wide");
        script.start();

        assertThat(reads().tasks(script.run(), 0, 1_000_000).tasks()).hasSize(2_000);
        assertThat(reads().tasks(script.run(), 2_000, 2_000).tasks()).hasSize(100);
        assertThat(new ArrayList<>(reads().tasks(script.run(), 0, 0).tasks())).isEmpty();
    }
}
