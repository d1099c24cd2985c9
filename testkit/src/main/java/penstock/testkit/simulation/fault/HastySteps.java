package penstock.testkit.simulation.fault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import penstock.control.Decider;
import penstock.control.cache.Fingerprint;
import penstock.engine.AttemptId;
import penstock.engine.CacheNote;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Event;
import penstock.engine.Lease;
import penstock.engine.LookUp;
import penstock.engine.RunState;
import penstock.engine.TaskRun;
import penstock.engine.TaskView;
import penstock.plan.Component;

/** Runs tasks at once that should wait for what becomes of the same task elsewhere. */
final class HastySteps implements WrongDecisions.Distortion {

    @Override
    public Decision decide(Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        for (Effect effect : decision.effects()) {
            if (effect instanceof Effect.LookUpResult(AttemptId next)) {
                Command miss = miss(decision.after(), next, command.at());
                return both(decision, engine.decide(decision.after(), miss));
            }
        }
        return decision;
    }

    private static Command miss(RunState state, AttemptId next, Instant at) {
        TaskRun task = state.taskRun(next.path());
        if (task == null
                || !(state.component(next.path()) instanceof Component.Container container)) {
            throw new IllegalStateException("no program at " + next);
        }
        Fingerprint fingerprint =
                Fingerprint.of(
                        state.header(),
                        next.path(),
                        state.declared(next.path()),
                        container,
                        task.inputs());
        CacheNote note =
                new CacheNote(
                        CacheNote.Outcome.MISS,
                        fingerprint.digest(),
                        "in a hurry",
                        List.of(),
                        null);
        return new Command.AnswerLookUp(at, next, new LookUp.Miss(note));
    }

    private static Decision both(Decision first, Decision second) {
        List<Event> events = new ArrayList<>(first.events());
        events.addAll(second.events());
        List<Effect> effects = new ArrayList<>(first.effects());
        effects.addAll(second.effects());
        List<TaskView> touched = new ArrayList<>(first.touched());
        touched.addAll(second.touched());
        return new Decision(
                events, effects, touched, second.after(), second.more(), second.rejected());
    }
}
