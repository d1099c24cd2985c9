package penstock.testkit.simulation.fault;

import java.util.Collections;
import penstock.control.Decider;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.RunState;
import penstock.plan.Component;
import penstock.testkit.simulation.Wiring;

/** Does not wait for the commit. */
final class LaunchesWhileDeciding implements Wiring {

    @Override
    public Decider decider(Decider engine, Lease lease, TaskRunner runner) {
        return (state, command) -> {
            Decision decision = engine.decide(state, command);
            for (Effect effect : decision.effects()) {
                if (effect instanceof Effect.LaunchAttempt launch) {
                    runner.launch(order(decision.after(), launch), (_, _, _) -> {});
                }
            }
            return decision;
        };
    }

    private static AttemptOrder order(RunState state, Effect.LaunchAttempt launch) {
        Component component = state.component(launch.attempt().path());
        return new AttemptOrder(
                launch.attempt(),
                launch.lease(),
                state.header(),
                "",
                "",
                (Component.Leaf) component,
                Inputs.NONE,
                Collections.emptySortedMap());
    }
}
