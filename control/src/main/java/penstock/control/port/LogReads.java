package penstock.control.port;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;

/** The output of attempts, live and afterwards. */
public interface LogReads {

    /**
     * Opens an attempt's merged output at {@code offset} bytes.
     *
     * @return the bytes written so far from there on, or null when the attempt has none
     */
    @Nullable InputStream open(AttemptId attempt, long offset) throws IOException;

    /** Bytes written so far; 0 when there is no output. */
    long size(AttemptId attempt) throws IOException;

    /** Whether there was more than is kept. */
    boolean isTruncated(AttemptId attempt) throws IOException;
}
