package penstock.testkit.simulation;

import java.util.List;
import penstock.testkit.simulation.witness.Violation;

/** A world in which something went wrong that must not, with all that is needed to see it again. */
public final class WorldFailure extends AssertionError {
    private static final long serialVersionUID = 1;
    private final long seed;

    WorldFailure(long seed, List<String> last, Throwable cause) {
        super("seed 0x%x: %s%n  %s".formatted(seed, cause, String.join("\n  ", last)), cause);
        this.seed = seed;
    }

    /** The seed of the world. */
    public long seed() {
        return seed;
    }

    /** The name of the broken invariant, or of the exception. */
    public String what() {
        Throwable cause = getCause();
        return cause instanceof Violation violation ? violation.invariant() : String.valueOf(cause);
    }
}
