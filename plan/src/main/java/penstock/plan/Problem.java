package penstock.plan;

/**
 * A failure as people read it.
 *
 * @param message what happened, with the value and what was expected
 * @param hint what to do about it; empty when there is nothing to say
 */
public record Problem(ErrorCode code, String message, String hint) {
    /** A problem without a hint. */
    public static Problem of(ErrorCode code, String message) {
        return new Problem(code, message, "");
    }
}
