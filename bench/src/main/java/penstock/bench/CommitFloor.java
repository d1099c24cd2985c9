package penstock.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The physical floor of a durable commit on this disk: append 4 KiB, then fsync. */
final class CommitFloor {

    private static final int ROUNDS = 300;
    private static final int BYTES = 4096;

    private CommitFloor() {}

    /** Milliseconds, median. */
    static double millis() throws IOException {
        Path file = Files.createTempFile(Path.of("/var/tmp"), "penstock-fsync", "");
        double[] times = new double[ROUNDS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(BYTES));
                channel.force(false);
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        } finally {
            Files.delete(file);
        }
        return Report.percentile(times, 0.5);
    }
}
