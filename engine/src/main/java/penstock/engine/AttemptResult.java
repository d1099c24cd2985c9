package penstock.engine;

import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;

/** What a runner says about an attempt. */
public sealed interface AttemptResult {

    /** The program runs. */
    record Started(AttemptFacts facts) implements AttemptResult {}

    /** The program ended well and its outputs are stored. */
    record Succeeded(Outputs outputs) implements AttemptResult {}

    /**
     * The attempt ended otherwise.
     *
     * @param exitCode of the program; null when it never ran or was killed
     * @param retryable whether another attempt could end differently
     */
    record Failed(Problem problem, @Nullable Integer exitCode, boolean retryable)
            implements AttemptResult {}

    /** Whatever supervised the attempt is gone without a word about how it ended. */
    record Lost(String reason) implements AttemptResult {}

    /** The attempt was stopped on request, or never started because of that request. */
    record Stopped() implements AttemptResult {}
}
