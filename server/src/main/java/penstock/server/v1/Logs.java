package penstock.server.v1;

import java.io.IOException;
import java.io.UncheckedIOException;
import penstock.control.port.LogReads;
import penstock.engine.AttemptId;

/** Sizes of logs, without the exceptions that only a broken disk makes. */
final class Logs {

    private Logs() {}

    static boolean isTruncated(LogReads logs, AttemptId attempt) {
        try {
            return logs.isTruncated(attempt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long size(LogReads logs, AttemptId attempt) {
        try {
            return logs.size(attempt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
