package penstock.runner.download;

import java.nio.file.Path;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** What became of fetching an address. */
public sealed interface Fetched {

    /** A file or folder on this machine, not to be written to. */
    record Content(Path path) implements Fetched {}

    /**
     * It cannot be had.
     *
     * @param retryable trying again may help
     */
    record Refused(Problem problem, boolean retryable) implements Fetched {}

    /** A refusal for good. */
    static Refused refused(ErrorCode code, String message, String hint) {
        return new Refused(new Problem(code, message, hint), false);
    }
}
