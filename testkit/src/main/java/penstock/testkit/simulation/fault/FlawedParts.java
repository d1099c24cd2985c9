package penstock.testkit.simulation.fault;

import penstock.testkit.simulation.Flaw;
import penstock.testkit.simulation.Wiring;

/** A store or a machine that is wrong in one way. */
record FlawedParts(Flaw flaw) implements Wiring {

    @Override
    public boolean has(Flaw asked) {
        return asked == flaw;
    }
}
