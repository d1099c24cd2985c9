package penstock.runner;

import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Carries the reason why a step cannot be started out of the depth of its preparation. */
final class StepRefusal extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final boolean retryable;

    StepRefusal(Problem problem, boolean retryable) {
        super(problem.message(), null, false, false);
        this.problem = problem;
        this.retryable = retryable;
    }

    static StepRefusal invalid(String message, String hint) {
        return new StepRefusal(new Problem(ErrorCode.INVALID_ARGUMENT, message, hint), false);
    }

    Problem problem() {
        return problem;
    }

    boolean retryable() {
        return retryable;
    }
}
