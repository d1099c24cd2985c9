package penstock.server.backend;

import java.util.List;
import penstock.control.Outcome;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.spec.Diagnostic;

/** Between what use cases answer and what requests are answered. */
public final class Outcomes {
    private static final int LONGEST_ID = 64;

    private Outcomes() {}

    /**
     * What {@code outcome} came to.
     *
     * @throws Refusal when it is refused
     */
    public static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem, List<Diagnostic> diagnostics) ->
                    throw refusal(problem, diagnostics);
        };
    }

    /** The same as a refusal of a request. */
    public static Refusal refusal(Problem problem, List<Diagnostic> diagnostics) {
        return Refusal.of(
                code(problem.code()),
                new Refusal.Words(problem.message(), problem.hint(), diagnostics));
    }

    /** The run that a client names. */
    public static RunId runId(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw Refusal.notFound("Run", id.isEmpty() ? "''" : id.substring(0, LONGEST_ID) + "…");
        }
        return new RunId(id);
    }

    private static Code code(ErrorCode code) {
        return switch (code) {
            case NOT_FOUND -> Code.NOT_FOUND;
            case ALREADY_EXISTS -> Code.ALREADY_EXISTS;
            case FAILED_PRECONDITION -> Code.FAILED_PRECONDITION;
            case STORE_UNAVAILABLE -> Code.UNAVAILABLE;
            case QUARANTINED, INTERNAL -> Code.INTERNAL;
            case INVALID_ARGUMENT,
                    INVALID_DOCUMENT,
                    INPUT_UNRESOLVED,
                    CONDITION_FAILED,
                    STEP_FAILED,
                    STEP_KILLED,
                    STEP_TIMED_OUT,
                    RUN_TIMED_OUT,
                    OUTPUT_MISSING,
                    OUTPUT_INVALID,
                    IMAGE_UNKNOWN,
                    PROGRAM_MISSING,
                    ENVIRONMENT_FAILED,
                    UPSTREAM_FAILED,
                    CHILD_FAILED,
                    CANCELED,
                    ATTEMPT_LOST,
                    LIMIT_EXCEEDED ->
                    Code.INVALID_ARGUMENT;
        };
    }
}
