package penstock.server;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import penstock.control.port.LogReads;
import penstock.engine.AttemptId;

/** Every attempt has said the same. */
final class MemoryLogs implements LogReads {
    static final String SAID = "one\ntwo\n";

    @Override
    public @Nullable InputStream open(AttemptId attempt, long offset) {
        byte[] bytes = SAID.getBytes(StandardCharsets.UTF_8);
        int from = (int) Math.min(offset, bytes.length);
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    @Override
    public boolean isTruncated(AttemptId attempt) {
        return false;
    }

    @Override
    public long size(AttemptId attempt) {
        return SAID.length();
    }
}
