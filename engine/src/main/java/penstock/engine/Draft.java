package penstock.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.plan.Task;

/** A decision being written: events are applied as they are added, so later ones see them. */
final class Draft {

    private final Instant at;
    private final Lease owner;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<TaskPath, TaskView> touched = new LinkedHashMap<>();
    private RunState state;

    Draft(RunState state, Instant at, Lease owner) {
        this.state = state;
        this.at = at;
        this.owner = owner;
    }

    Instant at() {
        return at;
    }

    RunState state() {
        return state;
    }

    boolean hasRoom() {
        return events.size() < Engine.MAX_EVENTS;
    }

    void add(Event event) {
        RunState before = state;
        state = before.apply(event);
        events.add(event);
        TaskPath path = event.path();
        TaskRun run = path == null ? null : shown(before, event, path);
        if (run != null) {
            touched.put(run.path(), view(run));
        }
    }

    /** The task run as the event left it; an iteration that succeeded is on no board any more. */
    private @Nullable TaskRun shown(RunState before, Event event, TaskPath path) {
        TaskRun run = state.taskRun(path);
        return run == null && path.isIteration() ? Loops.folded(before.task(path), event) : run;
    }

    private TaskView view(TaskRun run) {
        Task declared = Scopes.taskAt(state, run.path());
        return new TaskView(run, declared, state.graph().plan().component(declared.component()));
    }

    void due(Effect effect) {
        effects.add(effect);
    }

    /** Schedules an attempt, unless somebody wants to look at the task before it starts. */
    void schedule(AttemptId attempt) {
        if (Pauses.of(state, attempt.path()).before()) {
            add(new Event.TaskPaused(at, attempt));
        } else {
            launch(attempt);
        }
    }

    /** Schedules an attempt; this server will launch it. */
    void launch(AttemptId attempt) {
        add(new Event.AttemptScheduled(at, attempt, owner));
        due(new Effect.LaunchAttempt(attempt, owner));
    }

    Decision decision() {
        return new Decision(
                events, effects, List.copyOf(touched.values()), state, state.hasDueWork(), null);
    }
}
