package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.testkit.plans.ContainerBuilder;
import penstock.testkit.plans.PlainExpressions;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.ScopeBuilder;

/**
 * A run told step by step: what is asked, then what happens and what is due. Every decision is
 * checked to be what its events fold to.
 */
final class Story {

    static final Lease LEASE = new Lease("host", 1);
    static final RunId RUN = new RunId("run");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Engine engine = new Engine(LEASE, new PlainExpressions());
    private final List<Decision> decisions = new ArrayList<>();
    private RunState state;
    private Instant now = BEGIN;
    private Decision last;

    private Story(Plan plan, SortedMap<String, Value> parameters, RunCaching caching) {
        RunHeader header =
                new RunHeader(
                        RUN,
                        "my run",
                        "my-run-x1",
                        "minio://bucket",
                        BEGIN,
                        BEGIN,
                        parameters,
                        caching);
        this.state = RunState.initial(header, Graph.of(plan));
        this.last = Decision.none(state);
    }

    /** A run of a plan with the component {@code step}, which takes and gives nothing. */
    static Story of(Consumer<ScopeBuilder> root) {
        return of(PlanBuilder.plan("story").container("step", Story::takesNothing).root(root));
    }

    static Story of(PlanBuilder plan) {
        return of(plan, RunCaching.DEFAULT);
    }

    static Story of(PlanBuilder plan, RunCaching caching) {
        return new Story(plan.build(), Collections.emptySortedMap(), caching);
    }

    static Story of(PlanBuilder plan, String input, Value value) {
        SortedMap<String, Value> parameters = new TreeMap<>();
        parameters.put(input, value);
        return new Story(plan.build(), parameters, RunCaching.DEFAULT);
    }

    private static void takesNothing(ContainerBuilder step) {}

    Story start() {
        return send(new Command.StartRun(now));
    }

    Story started(String attempt) {
        return report(attempt, new AttemptResult.Started(AttemptFacts.NONE));
    }

    Story succeeded(String attempt) {
        return report(attempt, new AttemptResult.Succeeded(Outputs.NONE));
    }

    Story gave(String attempt, String output, Value value) {
        SortedMap<String, Value> values = new TreeMap<>();
        values.put(output, value);
        return report(
                attempt,
                new AttemptResult.Succeeded(new Outputs(values, Collections.emptySortedMap())));
    }

    Story gaveArtifact(String attempt, String output, String uri) {
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        Artifact artifact =
                new Artifact(1, output, ArtifactType.ANY, uri, null, -1, Value.EMPTY_STRUCT);
        artifacts.put(output, List.of(artifact));
        return report(
                attempt,
                new AttemptResult.Succeeded(new Outputs(Collections.emptySortedMap(), artifacts)));
    }

    Story failed(String attempt) {
        return report(attempt, failure(true));
    }

    Story failedForGood(String attempt) {
        return report(attempt, failure(false));
    }

    private static AttemptResult failure(boolean retryable) {
        return new AttemptResult.Failed(Problem.of(ErrorCode.STEP_FAILED, "exit 3"), 3, retryable);
    }

    Story lost(String attempt) {
        return report(attempt, new AttemptResult.Lost("it vanished"));
    }

    Story stopped(String attempt) {
        return report(attempt, new AttemptResult.Stopped());
    }

    Story report(String attempt, AttemptResult result) {
        return send(new Command.ReportAttempt(now, attempt(attempt), LEASE, result));
    }

    Story timer(String attempt) {
        return send(new Command.FireTimer(now, attempt(attempt)));
    }

    Story deadline() {
        return send(new Command.FireDeadline(now));
    }

    Story pause() {
        return send(new Command.PauseRun(now, "ann"));
    }

    Story resume() {
        return send(new Command.ResumeRun(now));
    }

    Story resume(String path) {
        return send(new Command.ResumeTask(now, new TaskPath(path)));
    }

    Story cancel() {
        return send(new Command.CancelRun(now, "ann"));
    }

    Story retry() {
        return send(new Command.RetryRun(now));
    }

    Story goOn() {
        return send(new Command.Continue(now));
    }

    Story later(Duration time) {
        now = now.plus(time);
        return this;
    }

    Story send(Command command) {
        RunState before = state;
        last = engine.decide(before, command);
        RunState folded = before;
        for (Event event : last.events()) {
            folded = folded.apply(event);
        }
        assertThat(folded.progress()).isEqualTo(last.after().progress());
        assertThat(folded.board()).isEqualTo(last.after().board());
        assertThat(last.more()).isEqualTo(last.after().hasDueWork());
        assertThat(engine.decide(before, command).events()).isEqualTo(last.events());
        state = last.after();
        decisions.add(last);
        return this;
    }

    /** What just happened, as {@code Name path} or {@code Name path#generation.number}. */
    Story then(String... events) {
        assertThat(last.events().stream().map(Story::text)).containsExactly(events);
        return this;
    }

    /** What became due, as {@code launch}, {@code stop} or {@code timer} and an attempt. */
    Story due(String... effects) {
        assertThat(last.effects().stream().map(Story::text)).containsExactly(effects);
        return this;
    }

    Story nothing() {
        assertThat(last.rejected()).isNull();
        return then().due();
    }

    Story refused(String message) {
        Rejected rejected = last.rejected();
        assertThat(rejected).isNotNull();
        assertThat(rejected.problem().message()).contains(message);
        return then().due();
    }

    /** The inputs of a task. */
    SortedMap<String, Value> inputsOf(String path) {
        return state.task(new TaskPath(path)).inputs().parameters();
    }

    /** Why a task failed. */
    String problemOf(String path) {
        Problem problem = state.task(new TaskPath(path)).problem();
        return problem == null ? "" : problem.message();
    }

    Phase phaseOf(String path) {
        TaskRun task = state.taskRun(new TaskPath(path));
        return task == null ? Phase.PENDING : task.phase();
    }

    RunState state() {
        return state;
    }

    Decision last() {
        return last;
    }

    List<Decision> decisions() {
        return decisions;
    }

    /** {@code path#2.1}, or {@code path} for the first attempt of the first generation. */
    static AttemptId attempt(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            return new AttemptId(RUN, new TaskPath(text), 1, 1);
        }
        String[] numbers = text.substring(hash + 1).split("\\.", -1);
        return new AttemptId(
                RUN,
                new TaskPath(text.substring(0, hash)),
                Integer.parseInt(numbers[0]),
                Integer.parseInt(numbers[1]));
    }

    private static String text(Event event) {
        String name = event.getClass().getSimpleName();
        return switch (event) {
            case Event.OfAttempt it -> name + " " + text(it.attempt());
            case Event.LookUpAsked it -> name + " " + text(it.next());
            case Event.RetryScheduled it -> name + " " + text(it.next()) + " in " + wait(it);
            case Event.RunFinished it -> name + " " + it.phase();
            case Event.RunRetried it -> name + " " + it.generation();
            case Event.TaskSkipped it -> name + " " + it.path() + ": " + it.reason().text();
            case Event.ScopeStarted _,
                    Event.LoopStarted _,
                    Event.IterationStarted _,
                    Event.TaskResumed _,
                    Event.TaskReady _,
                    Event.LookUpMissed _,
                    Event.TaskReused _,
                    Event.ScopeSucceeded _,
                    Event.TaskFailed _,
                    Event.TaskCanceled _ ->
                    name + " " + event.path();
            case Event.TaskPaused it -> name + " " + text(it.next());
            case Event.RunStarted _,
                    Event.RunPaused _,
                    Event.RunResumed _,
                    Event.RunTimedOut _,
                    Event.CancelRequested _ ->
                    name;
        };
    }

    private static String wait(Event.RetryScheduled retry) {
        return in(retry.at(), retry.due());
    }

    private static String in(Instant from, Instant due) {
        return Duration.between(from, due).toString().substring(2);
    }

    private static String text(Effect effect) {
        return switch (effect) {
            case Effect.LaunchAttempt it -> "launch " + text(it.attempt());
            case Effect.StopAttempt it -> "stop " + text(it.attempt());
            case Effect.ReleaseAttempt it -> "release " + text(it.attempt());
            case Effect.SetDeadline it -> "deadline in " + in(BEGIN, it.due());
            case Effect.SetTimer it -> "timer " + text(it.next());
            case Effect.LookUpResult it -> "look up " + text(it.next());
        };
    }

    private static String text(AttemptId attempt) {
        return attempt.path() + "#" + attempt.generation() + "." + attempt.number();
    }
}
