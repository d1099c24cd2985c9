package penstock.testkit.simulation.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.Decider;
import penstock.engine.AttemptId;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Event;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.RunState;
import penstock.engine.TaskPath;
import penstock.engine.TaskRun;
import penstock.plan.Component;
import penstock.plan.Task;

/** Distortions of what the engine decides. */
final class WrongEvents {

    private WrongEvents() {}

    /** Tries a failed task once more than its policy allows. */
    static Decision retryOnceTooOften(
            Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        if (command instanceof Command.ReportAttempt(var at, AttemptId last, var _, var _)
                && decision.events().size() > 1
                && decision.events().get(1) instanceof Event.TaskFailed) {
            AttemptId next =
                    new AttemptId(last.run(), last.path(), last.generation(), last.number() + 1);
            return decision(
                    state,
                    List.of(
                            decision.events().getFirst(),
                            new Event.AttemptScheduled(at, next, lease)),
                    List.of(new Effect.LaunchAttempt(next, lease)));
        }
        return decision;
    }

    /** Starts, with the run, a task that has to wait. */
    static Decision startTasksEarly(Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        if (!(command instanceof Command.StartRun) || decision.events().isEmpty()) {
            return decision;
        }
        for (Task task : state.graph().plan().root().tasks().values()) {
            boolean program =
                    state.graph().plan().component(task.component()) instanceof Component.Container;
            if (program && !task.dependencies().isEmpty()) {
                return with(decision, state, start(state, command, lease, task.key(), 1));
            }
        }
        return decision;
    }

    /** Runs, with a retry of the run, a task again that has succeeded. */
    static Decision repeatSucceededTasks(
            Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        if (!(command instanceof Command.RetryRun) || decision.events().isEmpty()) {
            return decision;
        }
        for (Map.Entry<TaskPath, TaskRun> task : state.taskRuns()) {
            TaskPath path = task.getKey();
            if (path.parent().isRoot()
                    && task.getValue().phase() == Phase.SUCCEEDED
                    && state.component(path) instanceof Component.Container) {
                int generation = state.progress().generation() + 1;
                return with(decision, state, start(state, command, lease, path.key(), generation));
            }
        }
        return decision;
    }

    private static List<Event> start(
            RunState state, Command command, Lease lease, String key, int generation) {
        TaskPath path = TaskPath.ROOT.child(key);
        AttemptId attempt = new AttemptId(state.header().run(), path, generation, 1);
        return List.of(
                new Event.TaskReady(command.at(), path, Inputs.NONE),
                new Event.AttemptScheduled(command.at(), attempt, lease));
    }

    /** Lets a cancelled run end as failed. */
    static Decision callCanceledFailed(
            Decider engine, Lease lease, RunState state, Command command) {
        return replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.RunFinished end && end.phase() == Phase.CANCELED
                                ? new Event.RunFinished(end.at(), Phase.FAILED, end.problem())
                                : null);
    }

    /** Lets a scope succeed although a child failed. */
    static Decision forgiveFailedChildren(
            Decider engine, Lease lease, RunState state, Command command) {
        return replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.TaskFailed failed
                                        && state.taskRun(failed.path()) != null
                                        && state.graph()
                                                        .plan()
                                                        .component(componentOf(state, failed))
                                                instanceof Component.Scope
                                ? new Event.ScopeSucceeded(failed.at(), failed.path(), Outputs.NONE)
                                : null);
    }

    private static String componentOf(RunState state, Event.TaskFailed failed) {
        Component.Scope scope = state.graph().plan().root();
        String component = "root";
        for (String part : failed.path().value().split("/", -1)) {
            int index = part.indexOf('[');
            Task task = scope.tasks().get(index < 0 ? part : part.substring(0, index));
            if (task == null) {
                return component;
            }
            component = task.component();
            if (state.graph().plan().component(component) instanceof Component.Scope inner) {
                scope = inner;
            }
        }
        return component;
    }

    /** Gives a task nothing of what it should receive. */
    static Decision passOtherInputs(Decider engine, Lease lease, RunState state, Command command) {
        return replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.TaskReady ready
                                ? new Event.TaskReady(ready.at(), ready.path(), Inputs.NONE)
                                : null);
    }

    /** Keeps a change to itself. */
    static Decision forgetAnEvent(Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        List<Event> events = decision.events();
        if (events.size() < 4) {
            return decision;
        }
        return new Decision(
                events.subList(0, events.size() - 1),
                decision.effects(),
                decision.touched(),
                decision.after(),
                decision.more(),
                decision.rejected());
    }

    interface Replacement {
        @Nullable Event of(Event event);
    }

    /**
     * The decision up to and with the first event that has a replacement; the rest is decided
     * later.
     */
    static Decision replace(Decision decision, RunState before, Replacement replacement) {
        List<Event> events = new ArrayList<>();
        for (Event event : decision.events()) {
            Event other = replacement.of(event);
            events.add(other == null ? event : other);
            if (other != null && !other.equals(event)) {
                List<Event> rest =
                        decision.events().subList(events.size(), decision.events().size());
                boolean scheduled =
                        other instanceof Event.TaskReady
                                && !rest.isEmpty()
                                && rest.getFirst() instanceof Event.AttemptScheduled;
                if (scheduled) {
                    events.add(rest.getFirst());
                }
                return decision(before, events, decision.effects());
            }
        }
        return decision;
    }

    static Decision with(Decision decision, RunState before, List<Event> more) {
        List<Event> events = new ArrayList<>(decision.events());
        events.addAll(more);
        return decision(before, events, decision.effects());
    }

    static Decision decision(RunState before, List<Event> events, List<Effect> effects) {
        RunState after = before;
        for (Event event : events) {
            after = after.apply(event);
        }
        return new Decision(events, effects, List.of(), after, after.hasDueWork(), null);
    }
}
