package penstock.runner.inside;

import java.io.IOException;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;

/** Does the work of one attempt to its end. */
public interface InsideWork {

    /**
     * Does it; doing it again gives the same result.
     *
     * @throws IOException when a folder of the server's cannot be read or written
     * @throws InterruptedException when the attempt was stopped
     */
    AttemptResult run(AttemptOrder order) throws IOException, InterruptedException;

    /** The attempt's end is durable: whatever was kept to do it again can go. */
    void forget(AttemptId attempt) throws IOException;
}
