package penstock.control;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.Flights.Promoted;
import penstock.control.port.ArtifactCheck;
import penstock.control.port.CacheEntries;
import penstock.control.port.CacheEntries.FindOutcome;
import penstock.control.port.StepExecutor;
import penstock.engine.AttemptId;
import penstock.engine.Command;
import penstock.engine.Effect;
import penstock.engine.LookUp;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.engine.TaskPath;
import penstock.engine.TaskRun;
import penstock.engine.TaskView;

/**
 * Finds out whether earlier results can stand in for steps. Of identical steps, of whatever runs,
 * one runs and the others wait for what becomes of it. All of this is in memory only: after a
 * restart whoever waited asks again.
 */
final class LookUps {

    /** How long others wait for a step that is not started, because its run is held, say. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CacheEntries entries;
    private final ArtifactCheck check;
    private final StepExecutor steps;
    private final Consumer<Command.AnswerLookUp> answers;
    private final Flights<SoughtResult> flights = new Flights<>();

    /**
     * @param answers called, on the executor, with each answer
     */
    LookUps(
            CacheEntries entries,
            ArtifactCheck check,
            StepExecutor steps,
            Consumer<Command.AnswerLookUp> answers) {
        this.entries = entries;
        this.check = check;
        this.steps = steps;
        this.answers = answers;
    }

    /** Answers whether {@code next} has to run, in time. Asking again is harmless. */
    void ask(RunState state, AttemptId next) {
        SoughtResult sought = SoughtResult.of(state, next);
        goOn(flights.asks(next));
        if (mayLookNow(sought)) {
            look(sought);
        }
    }

    /** Acts on what has become of steps that lead or wait. */
    void committed(RunState after, List<TaskView> touched) {
        RunId run = after.header().run();
        for (TaskView view : touched) {
            settle(run, view.run().path(), view.run().phase());
        }
        if (after.phase() == Phase.PAUSED) {
            flights.places(run, path -> !isRunning(after, path)).forEach(path -> leave(run, path));
        }
    }

    /** A run was read back: what ended unseen is settled, and what runs leads. */
    void resumed(RunState state) {
        RunId run = state.header().run();
        for (TaskPath path : flights.places(run, _ -> true)) {
            TaskRun task = state.taskRun(path);
            settle(run, path, task == null ? Phase.SUCCEEDED : task.phase());
        }
        for (Effect effect : state.dueEffects()) {
            if (effect instanceof Effect.LaunchAttempt(AttemptId live, var _)
                    && SoughtResult.isSought(state, live.path())) {
                flights.claim(SoughtResult.of(state, live).key(), live);
            }
        }
    }

    /** Nothing of the run goes on in this server. */
    void closed(RunId run) {
        flights.places(run, _ -> true).forEach(path -> leave(run, path));
    }

    private static boolean isRunning(RunState state, TaskPath path) {
        TaskRun task = state.taskRun(path);
        return task != null && task.phase() == Phase.RUNNING;
    }

    private void settle(RunId run, TaskPath path, Phase phase) {
        switch (phase) {
            case SUCCEEDED -> flights.succeeded(run, path).forEach(this::look);
            case SKIPPED, FAILED, CANCELED, PAUSED -> leave(run, path);
            case RUNNING -> flights.started(run, path);
            case PENDING, CANCELING -> {}
        }
    }

    private void leave(RunId run, TaskPath path) {
        goOn(flights.gone(run, path));
    }

    private void goOn(@Nullable Promoted<SoughtResult> promoted) {
        if (promoted != null) {
            look(promoted.known());
            if (promoted.awaited()) {
                watch(promoted.known().key(), promoted.step());
            }
        }
    }

    /** True when no other step leads; else this one waits, if it has not ended meanwhile. */
    private boolean mayLookNow(SoughtResult sought) {
        if (!sought.question().cached()) {
            return true;
        }
        return switch (flights.join(sought.key(), sought.next(), sought)) {
            case LEADS -> true;
            case STALE -> false;
            case WAITS -> {
                AttemptId leader = flights.leader(sought.key());
                if (leader != null) {
                    watch(sought.key(), leader);
                }
                yield false;
            }
        };
    }

    private void watch(String key, AttemptId leader) {
        steps.at(steps.now().plus(PATIENCE), () -> goOn(flights.overdue(key, leader)));
    }

    private void look(SoughtResult sought) {
        entries.find(sought.question(), found -> steps.execute(() -> found(sought, found)));
    }

    private void found(SoughtResult sought, FindOutcome found) {
        LookUp answer = sought.answer(found, check, steps.now());
        if (answer instanceof LookUp.Hit || mayLookNow(sought)) {
            answers.accept(new Command.AnswerLookUp(steps.now(), sought.next(), answer));
        }
    }
}
