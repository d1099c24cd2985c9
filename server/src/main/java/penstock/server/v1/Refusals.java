package penstock.server.v1;

import penstock.control.Outcome;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.server.http.Code;
import penstock.server.http.Refusal;

/** Outcomes of use cases as answers. */
final class Refusals {

    private Refusals() {}

    static <T> T orThrow(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T>(Problem problem, var diagnostics) ->
                    throw Refusal.of(
                            code(problem.code()),
                            new Refusal.Words(problem.message(), problem.hint(), diagnostics));
        };
    }

    private static Code code(ErrorCode code) {
        return switch (code) {
            case NOT_FOUND -> Code.NOT_FOUND;
            case ALREADY_EXISTS -> Code.ALREADY_EXISTS;
            case FAILED_PRECONDITION -> Code.FAILED_PRECONDITION;
            default ->
                    switch (code.blame()) {
                        case USER -> Code.INVALID_ARGUMENT;
                        case RESOURCES, EXTERNAL -> Code.UNAVAILABLE;
                        case INTERNAL -> Code.INTERNAL;
                    };
        };
    }
}
