package penstock.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.launch.OutputUris;
import penstock.control.port.AttemptOrder;
import penstock.control.port.StepExecutor;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Command;
import penstock.engine.Effect;
import penstock.engine.Lease;
import penstock.engine.RunState;
import penstock.engine.TaskRun;
import penstock.engine.Try;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Problem;

/** Turns due effects into calls of the runner and of timers, and reports into commands. */
final class EffectDispatcher implements RunListener, TaskRunner.AttemptReports {

    private final TaskRunner runner;
    private final StepExecutor steps;
    private final RunChanges changes;
    private final Lease owner;
    private final Admission admission;
    private @Nullable RunLoops loops;

    EffectDispatcher(
            TaskRunner runner,
            StepExecutor steps,
            Capacity capacity,
            RunChanges changes,
            Lease owner) {
        this.runner = runner;
        this.owner = owner;
        this.steps = steps;
        this.changes = changes;
        this.admission = new Admission(capacity, order -> runner.launch(order, this));
    }

    /** Says where commands go; called once, before anything else. */
    void connect(RunLoops target) {
        this.loops = target;
    }

    /** Launches nothing from now on; {@code whenQuiet} is called once nothing runs. */
    void hold(Runnable whenQuiet) {
        admission.hold(whenQuiet);
    }

    /** The attempts that run. */
    List<AttemptId> running() {
        return admission.running();
    }

    @Override
    public void due(RunState state, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.LaunchAttempt(AttemptId attempt, Lease lease) ->
                        launch(state, attempt, lease);
                case Effect.StopAttempt(AttemptId attempt, Lease lease) -> stop(attempt, lease);
                case Effect.SetTimer(AttemptId next, var due) ->
                        steps.at(due, () -> submit(new Command.FireTimer(steps.now(), next), next));
            }
        }
    }

    @Override
    public void changed(RunState state, long version) {
        changes.publish(new RunChanges.Change(state.header().run(), version, state.phase()));
    }

    @Override
    public void idle(RunLoop loop) {}

    @Override
    public void report(AttemptId attempt, Lease lease, AttemptResult result) {
        boolean over = !(result instanceof AttemptResult.Started);
        if (over) {
            admission.free(attempt);
        }
        Command command = new Command.ReportAttempt(steps.now(), attempt, lease, result);
        connected().submit(attempt.run(), command, answer -> answered(attempt, over, answer));
    }

    private void answered(AttemptId attempt, boolean over, Answer answer) {
        switch (answer) {
            case Answer.Accepted() -> {
                if (over) {
                    runner.release(attempt);
                }
            }
            case Answer.Refused(Problem _), Answer.Unable(Problem _) -> {}
        }
    }

    private void launch(RunState state, AttemptId attempt, Lease lease) {
        TaskRun task = state.taskRun(attempt.path());
        if (task == null
                || !(task.current() instanceof Try.Live live)
                || !live.id().equals(attempt)) {
            return;
        }
        AttemptOrder order = order(state, task, attempt, lease);
        if (live.started()) {
            admission.addRunning(order);
        } else {
            admission.add(order);
        }
    }

    /**
     * An attempt still queued here was never started, unless an earlier server scheduled it: that
     * one may have started it without living to say so, and only the runner can tell.
     */
    private void stop(AttemptId attempt, Lease lease) {
        AttemptOrder queued = admission.remove(attempt);
        if (queued == null) {
            runner.stop(attempt);
        } else if (lease.equals(owner)) {
            report(attempt, lease, new AttemptResult.Stopped());
        } else {
            admission.addRunning(queued);
            runner.stop(attempt);
        }
    }

    private static AttemptOrder order(
            RunState state, TaskRun task, AttemptId attempt, Lease lease) {
        Plan plan = state.graph().plan();
        if (!(state.component(attempt.path()) instanceof Component.Container container)) {
            throw new IllegalStateException("attempt of a task without a program: " + attempt);
        }
        String root = OutputUris.taskRoot(state.header(), plan.pipelineName(), attempt);
        return new AttemptOrder(
                attempt,
                lease,
                state.header(),
                plan.pipelineName(),
                root,
                container,
                task.inputs(),
                OutputUris.all(container.io(), root));
    }

    private void submit(Command command, AttemptId attempt) {
        connected().submit(attempt.run(), command, _ -> {});
    }

    private RunLoops connected() {
        if (loops == null) {
            throw new IllegalStateException("dispatcher used before it was connected");
        }
        return loops;
    }
}
