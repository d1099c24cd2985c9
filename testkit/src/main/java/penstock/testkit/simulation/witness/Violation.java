package penstock.testkit.simulation.witness;

/** An invariant does not hold. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;
    private final String invariant;

    Violation(Invariant invariant, String how) {
        super(invariant.name() + ": " + how);
        this.invariant = invariant.name();
    }

    /** The name of the invariant. */
    public String invariant() {
        return invariant;
    }
}
