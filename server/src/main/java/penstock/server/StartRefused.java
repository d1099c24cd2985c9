package penstock.server;

import penstock.plan.Problem;

/** A server could not be started, for a reason that its user can mend. Nothing has changed. */
public final class StartRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    StartRefused(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    /** Why, and what to do. */
    public Problem problem() {
        return problem;
    }
}
