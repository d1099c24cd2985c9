package penstock.testkit.simulation.witness;

import java.util.Locale;

/** Something that holds at every instant of every world. */
public interface Invariant extends Watcher {

    /** The law in a few words. */
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    /** Reports that the law is broken. */
    default Violation broken(String how) {
        return new Violation(this, how);
    }
}
