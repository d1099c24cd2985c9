package penstock.testkit.simulation.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import penstock.control.Decider;
import penstock.engine.AttemptResult;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Event;
import penstock.engine.Lease;
import penstock.engine.Phase;
import penstock.engine.RunState;

/** Distortions of what the engine decides about pauses and deadlines. */
final class WrongPauses {

    private WrongPauses() {}

    /** Goes on with a paused run as if it were not. */
    static Decision goOnWhilePaused(Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        RunState after = decision.after();
        if (state.phase() != Phase.PAUSED || after.phase() != Phase.PAUSED) {
            return decision;
        }
        RunState other = after.apply(new Event.RunResumed(command.at()));
        Decision more = engine.decide(other, new Command.Continue(command.at()));
        List<Event> events = new ArrayList<>(decision.events());
        List<Effect> effects = new ArrayList<>(decision.effects());
        for (Event event : more.events()) {
            if (event instanceof Event.RunFinished) {
                break;
            }
            events.add(event);
        }
        effects.addAll(more.effects());
        return WrongEvents.decision(state, events, effects);
    }

    /** Resumes a run without doing what was due. */
    static Decision forgetWhatWasDue(Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        return command instanceof Command.ResumeRun
                ? WrongEvents.decision(state, decision.events(), List.of())
                : decision;
    }

    /** Does not wait for anybody before a task. */
    static Decision holdNothingBefore(
            Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        List<Event> events = new ArrayList<>();
        List<Effect> effects = new ArrayList<>(decision.effects());
        for (Event event : decision.events()) {
            if (event instanceof Event.TaskPaused paused) {
                events.add(new Event.AttemptScheduled(event.at(), paused.next(), lease));
                effects.add(new Effect.LaunchAttempt(paused.next(), lease));
            } else {
                events.add(event);
            }
        }
        return events.equals(decision.events())
                ? decision
                : WrongEvents.decision(state, events, effects);
    }

    /** Does not wait for anybody after a task. */
    static Decision holdNothingAfter(Decider engine, Lease lease, RunState state, Command command) {
        return WrongEvents.replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.AttemptHeld held
                                        && held.result() instanceof AttemptResult.Succeeded given
                                ? new Event.AttemptSucceeded(
                                        held.at(), held.attempt(), given.outputs())
                                : null);
    }

    /** Stops a run when a step reports, long before its time is over. */
    static Decision stopEarly(Decider engine, Lease lease, RunState state, Command command) {
        Duration most = state.graph().plan().settings().deadline();
        boolean running = state.phase() == Phase.RUNNING && most != null;
        return running && most != null && command instanceof Command.ReportAttempt
                ? WrongEvents.decision(
                        state, List.of(new Event.RunTimedOut(command.at(), most)), List.of())
                : engine.decide(state, command);
    }

    /** Takes a run whose time was over for a cancelled one. */
    static Decision callTimedOutCanceled(
            Decider engine, Lease lease, RunState state, Command command) {
        return WrongEvents.replace(
                engine.decide(state, command),
                state,
                event ->
                        event instanceof Event.RunFinished end
                                        && state.phase() == Phase.CANCELING
                                        && end.phase() == Phase.FAILED
                                ? new Event.RunFinished(end.at(), Phase.CANCELED, end.problem())
                                : null);
    }
}
