package penstock.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.launch.OutputUris;
import penstock.control.port.Allotment;
import penstock.control.port.AttemptOrder;
import penstock.control.port.StepExecutor;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Command;
import penstock.engine.Effect;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.engine.TaskRun;
import penstock.engine.TaskView;
import penstock.engine.Try;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;

/** Turns due effects into calls of the runner and of timers, and reports into commands. */
final class EffectDispatcher implements RunListener, TaskRunner.AttemptReports {

    private final TaskRunner runner;
    private final StepExecutor steps;
    private final RunChanges changes;
    private final Lease owner;
    private final Capacity capacity;
    private final Admission admission;
    private final LookUps lookUps;
    private @Nullable RunLoops loops;

    EffectDispatcher(Control.Outside outside, Capacity capacity, RunChanges changes, Lease owner) {
        this.runner = outside.runner();
        this.owner = owner;
        this.steps = outside.steps();
        this.changes = changes;
        this.capacity = capacity;
        this.admission = new Admission(capacity, this::start);
        this.lookUps =
                new LookUps(
                        outside.results(),
                        outside.artifacts(),
                        steps,
                        answer -> submit(answer, answer.next().run()));
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
        RunId run = state.header().run();
        if (state.phase() == Phase.CANCELING) {
            admission.withhold(run);
        } else if (state.phase() == Phase.PAUSED) {
            admission.drop(run); // launches are due again when it is resumed
        }
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.LaunchAttempt launch -> launch(state, launch.attempt());
                case Effect.LookUpResult(AttemptId next) -> lookUp(state, next);
                case Effect.StopAttempt stop -> stop(state, stop.attempt());
                case Effect.ReleaseAttempt(AttemptId attempt) -> runner.release(attempt);
                case Effect.SetDeadline(var due) ->
                        steps.at(due, () -> submit(new Command.FireDeadline(steps.now()), run));
                case Effect.SetTimer(AttemptId next, var due) ->
                        steps.at(due, () -> submit(new Command.FireTimer(steps.now(), next), run));
            }
        }
    }

    @Override
    public void changed(RunState state, long version) {
        changes.publish(new RunChanges.Change(state.header().run(), version, state.phase()));
    }

    @Override
    public void committed(RunState after, List<TaskView> touched) {
        lookUps.committed(after, touched);
    }

    @Override
    public void resumed(RunState state) {
        lookUps.resumed(state);
    }

    @Override
    public void idle(RunLoop loop) {}

    @Override
    public void closed(RunId run) {
        admission.drop(run);
        lookUps.closed(run);
    }

    /** An end is passed on once, until it is settled: a runner may tell it again and again. */
    @Override
    public void report(AttemptId attempt, Lease lease, AttemptResult result) {
        boolean over = !(result instanceof AttemptResult.Started);
        if (over && !admission.end(attempt)) {
            return;
        }
        Command command = new Command.ReportAttempt(steps.now(), attempt, lease, result);
        connected().submit(attempt.run(), command, answer -> answered(attempt, over, answer));
    }

    private void answered(AttemptId attempt, boolean over, Answer answer) {
        if (!over) {
            return;
        }
        admission.settle(attempt);
        switch (answer) {
            case Answer.Accepted() -> runner.release(attempt);
            case Answer.Kept(), Answer.Refused(Problem _), Answer.Unable(Problem _) -> {}
        }
    }

    private void start(AttemptOrder order) {
        try {
            runner.launch(order, this);
        } catch (RuntimeException bug) {
            Problem problem =
                    new Problem(
                            ErrorCode.INTERNAL,
                            "the step could not be launched: " + bug,
                            "This is a defect of Penstock; please report it.");
            report(order.attempt(), order.lease(), new AttemptResult.Failed(problem, null, false));
        }
    }

    private void lookUp(RunState state, AttemptId next) {
        TaskRun task = state.taskRun(next.path());
        boolean awaited = task != null && task.current() instanceof Try.Asking;
        if (awaited && state.phase() == Phase.RUNNING) {
            lookUps.ask(state, next);
        }
    }

    private void launch(RunState state, AttemptId attempt) {
        Try.Live live = live(state, attempt);
        if (live == null || live.stopRequested()) {
            return;
        }
        AttemptOrder order = order(state, live);
        if (live.started()) {
            attach(order);
        } else if (state.phase() == Phase.CANCELING) {
            admission.park(order);
        } else if (state.phase() != Phase.PAUSED) {
            queue(order);
        }
    }

    /** What an earlier server scheduled may run already, whatever this one would say to it. */
    private void queue(AttemptOrder order) {
        boolean ours = order.lease().equals(owner);
        switch (Share.of(order, ours ? capacity : capacity.lenient())) {
            case Share.Given(Demand demand, var allotment) ->
                    admission.add(order.with(allotment), demand);
            case Share.Refused(Problem problem) ->
                    report(
                            order.attempt(),
                            order.lease(),
                            new AttemptResult.Failed(problem, null, false));
        }
    }

    private void attach(AttemptOrder order) {
        switch (Share.of(order, capacity.lenient())) {
            case Share.Given(Demand demand, var allotment) ->
                    admission.addRunning(order.with(allotment), demand);
            case Share.Refused _ -> admission.addRunning(order, Demand.NONE);
        }
    }

    /**
     * What this server scheduled and did not launch was never started. What an earlier server
     * scheduled may run, and only the runner can tell; it is told to stop before it is asked, so
     * that nothing starts now.
     */
    private void stop(RunState state, AttemptId attempt) {
        Try.Live live = live(state, attempt);
        if (live == null) {
            return;
        }
        switch (admission.withdraw(attempt)) {
            case ENDED -> {}
            case RUNNING -> runner.stop(attempt);
            case NOT_STARTED -> {
                if (live.lease().equals(owner)) {
                    report(attempt, live.lease(), new AttemptResult.Stopped());
                } else {
                    runner.stop(attempt);
                    attach(order(state, live));
                }
            }
        }
    }

    private static Try.@Nullable Live live(RunState state, AttemptId attempt) {
        TaskRun task = state.taskRun(attempt.path());
        return task != null && task.current() instanceof Try.Live live && live.id().equals(attempt)
                ? live
                : null;
    }

    private static AttemptOrder order(RunState state, Try.Live live) {
        AttemptId attempt = live.id();
        TaskRun task = state.taskRun(attempt.path());
        Inputs inputs = task == null ? Inputs.NONE : task.inputs();
        Plan plan = state.graph().plan();
        if (!(state.component(attempt.path()) instanceof Component.Leaf work)) {
            throw new IllegalStateException("attempt of a task without work: " + attempt);
        }
        String root = OutputUris.taskRoot(state.header(), plan.pipelineName(), attempt);
        return new AttemptOrder(
                attempt,
                live.lease(),
                state.header(),
                plan.pipelineName(),
                root,
                work,
                inputs,
                OutputUris.all(work.io(), root),
                plan.settings().workspace(),
                Allotment.NONE);
    }

    private void submit(Command command, RunId run) {
        connected().submit(run, command, _ -> {});
    }

    private RunLoops connected() {
        if (loops == null) {
            throw new IllegalStateException("dispatcher used before it was connected");
        }
        return loops;
    }
}
