package penstock.testkit.simulation.fault;

import java.util.List;
import penstock.control.Decider;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Lease;
import penstock.engine.RunState;

/** Forgets effects of one kind. */
record WrongEffects(Way way) implements WrongDecisions.Distortion {

    enum Way {
        FORGETS_TIMERS,
        FORGETS_STOPS,
        FORGETS_LAUNCHES,
        FORGETS_RELEASES,
        FORGETS_DEADLINES,
        FORGETS_LOOK_UPS
    }

    @Override
    public Decision decide(Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        List<Effect> kept =
                decision.effects().stream().filter(effect -> !isForgotten(effect)).toList();
        return new Decision(
                decision.events(),
                kept,
                decision.touched(),
                decision.after(),
                decision.more(),
                decision.rejected());
    }

    private boolean isForgotten(Effect effect) {
        return switch (effect) {
            case Effect.SetTimer _ -> way == Way.FORGETS_TIMERS;
            case Effect.LookUpResult _ -> way == Way.FORGETS_LOOK_UPS;
            case Effect.StopAttempt _ -> way == Way.FORGETS_STOPS;
            case Effect.ReleaseAttempt _ -> way == Way.FORGETS_RELEASES;
            case Effect.SetDeadline _ -> way == Way.FORGETS_DEADLINES;
            case Effect.LaunchAttempt _ -> way == Way.FORGETS_LAUNCHES;
        };
    }
}
