package penstock.control.port;

import penstock.plan.Problem;

/**
 * The store cannot answer now: its disk is full, its file is gone, it is overloaded. Thrown by the
 * ports that block ({@link Catalogue}, {@link RunReads}, {@link ArtifactNumbers}); nothing was
 * changed, and the same call may succeed later.
 */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    /** The message is the problem's. */
    public StoreUnavailableException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** What happened and what to do. */
    public Problem problem() {
        return problem;
    }
}
