package penstock.testkit.simulation.fault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.Decider;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Event;
import penstock.engine.Lease;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.RunState;
import penstock.engine.SkipReason;
import penstock.engine.TaskPath;
import penstock.engine.TaskRun;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.plan.Task;
import penstock.plan.Task.RetryPolicy;

/** Distortions of what the engine decides about loops, exit tasks and inherited policies. */
final class WrongRounds {

    private WrongRounds() {}

    /** Starts, after an iteration, one more than its loop allows. */
    static Decision widenWindows(Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        TaskPath last = null;
        for (Event event : decision.events()) {
            boolean scope =
                    event instanceof Event.IterationStarted started
                            && decision.after().taskRun(started.path().parent()) != null
                            && state(state, decision).component(started.path())
                                    instanceof Component.Scope;
            last = scope ? event.path() : last;
        }
        if (last == null) {
            return decision;
        }
        try {
            TaskPath next = last.parent().iteration(last.index() + 1);
            return WrongEvents.with(
                    decision, state, List.of(new Event.IterationStarted(command.at(), next)));
        } catch (IllegalStateException | IndexOutOfBoundsException noSuchItem) {
            return decision;
        }
    }

    private static RunState state(RunState before, Decision decision) {
        return decision.events().isEmpty() ? before : decision.after();
    }

    /** Closes a loop without its last iterations. */
    static Decision dropIterations(Decider engine, Lease lease, RunState state, Command command) {
        return WrongEvents.replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.IterationStarted(var at, TaskPath path)
                                        && path.index() > 1
                                ? new Event.ScopeSucceeded(at, path.parent(), Outputs.NONE)
                                : null);
    }

    /** Lets a loop give nothing. */
    static Decision collectNothing(Decider engine, Lease lease, RunState state, Command command) {
        return WrongEvents.replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.ScopeSucceeded(var at, TaskPath path, var outputs)
                                        && isLoop(state, path)
                                        && !outputs.equals(Outputs.NONE)
                                ? new Event.ScopeSucceeded(at, path, Outputs.NONE)
                                : null);
    }

    /** Lets a loop succeed although an iteration failed. */
    static Decision forgiveIterations(
            Decider engine, Lease lease, RunState state, Command command) {
        return WrongEvents.replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.TaskFailed(var at, TaskPath path, var _)
                                        && isLoop(state, path)
                                        && state.taskRun(path) != null
                                ? new Event.ScopeSucceeded(at, path, Outputs.NONE)
                                : null);
    }

    private static boolean isLoop(RunState state, TaskPath path) {
        Task task = path.isRoot() || path.isIteration() ? null : declared(state, path);
        return task != null && task.loop() != null;
    }

    /** Leaves out a task that does not mind failures, because of one. */
    static Decision skipExitTasks(Decider engine, Lease lease, RunState state, Command command) {
        return WrongEvents.replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.TaskReady(var at, TaskPath path, var _)
                                ? skipped(state, at, path)
                                : null);
    }

    private static @Nullable Event skipped(RunState state, Instant at, TaskPath path) {
        Task task = declared(state, path);
        if (task == null || task.trigger().strategy() != Task.Strategy.ALL_COMPLETED) {
            return null;
        }
        for (String dependency : task.dependencies()) {
            TaskRun run = state.taskRun(path.parent().child(dependency));
            if (run != null && run.phase() == Phase.FAILED) {
                SkipReason why = new SkipReason.UpstreamNotSucceeded(dependency, Phase.FAILED);
                return new Event.TaskSkipped(at, path, why);
            }
        }
        return null;
    }

    /** Knows no policy but a task's own. */
    static Decision forgetInheritedPolicies(
            Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        List<Event> events = new ArrayList<>();
        for (Event event : decision.events()) {
            boolean again =
                    event instanceof Event.RetryScheduled
                            || (event instanceof Event.AttemptScheduled scheduled
                                    && scheduled.attempt().number() > 1
                                    && command instanceof Command.ReportAttempt);
            TaskPath path = event.path();
            Task task = path == null ? null : declared(state, path);
            if (again && path != null && task != null && task.retry().equals(RetryPolicy.NONE)) {
                events.add(
                        new Event.TaskFailed(
                                event.at(), path, Problem.of(ErrorCode.STEP_FAILED, "no policy")));
                return WrongEvents.decision(state, events, List.of());
            }
            events.add(event);
        }
        return decision;
    }

    /** The declaration at {@code path}, found in the plan; null for the root. */
    private static @Nullable Task declared(RunState state, TaskPath path) {
        Plan plan = state.graph().plan();
        Component component = plan.root();
        Task task = null;
        for (String part : path.value().split("/", -1)) {
            int index = part.indexOf('[');
            String key = index < 0 ? part : part.substring(0, index);
            task = component instanceof Component.Scope scope ? scope.tasks().get(key) : null;
            if (task == null) {
                return null;
            }
            component = plan.component(task.component());
        }
        return task;
    }
}
