package penstock.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A decision being written: events are applied as they are added, so later ones see them. */
final class Draft {

    private final Instant at;
    private final Lease owner;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
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
        state = state.apply(event);
        events.add(event);
    }

    void due(Effect effect) {
        effects.add(effect);
    }

    /** Schedules an attempt; this server will launch it. */
    void schedule(AttemptId attempt) {
        add(new Event.AttemptScheduled(at, attempt, owner));
        due(new Effect.LaunchAttempt(attempt, owner));
    }

    Decision decision() {
        return new Decision(events, effects, state, state.hasDueWork(), null);
    }
}
