package penstock.testkit.simulation;

import java.time.Duration;
import penstock.testkit.simulation.witness.Sighting;

/**
 * What every part of a world works with.
 *
 * @param seed of the world, for choices that depend on an identity and not on order
 * @param always a life that never ends
 * @param wiring says which parts are broken
 */
record Stage(long seed, Timeline timeline, Dice dice, Eyes eyes, Life always, Wiring wiring) {

    /** Plans {@code action} for soon: at most {@code longest} from now, mostly much sooner. */
    void soon(Life owner, Duration longest, Runnable action) {
        timeline.plan(owner, dice.upTo(longest), action);
    }

    void see(Sighting sighting) {
        eyes.see(sighting);
    }
}
