package penstock.store;

import java.util.concurrent.locks.ReentrantLock;
import penstock.control.port.ArtifactNumbers;

/**
 * Numbers of artifacts, reserved in durable blocks before the first of a block is given; what is
 * left of a block when the server ends is never given.
 */
final class SqlArtifactNumbers implements ArtifactNumbers {

    private final Writer writer;
    private final ReentrantLock lock = new ReentrantLock();
    private long next;
    private long end;

    SqlArtifactNumbers(Writer writer) {
        this.writer = writer;
    }

    @Override
    public long next() {
        lock.lock();
        try {
            if (next == end) {
                next = writer.call(session -> Numbers.reserve(session, "artifact"));
                end = next + Numbers.BLOCK;
            }
            return next++;
        } finally {
            lock.unlock();
        }
    }
}
