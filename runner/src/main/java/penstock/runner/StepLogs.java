package penstock.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.LogReads;
import penstock.engine.AttemptId;
import penstock.engine.RunId;

/**
 * Output of attempts: in the attempt's folder while it lives, in {@code logs/<run>/} afterwards.
 */
public final class StepLogs implements LogReads {

    private final Path data;
    private final long mostBytes;

    /**
     * Reads below a data folder.
     *
     * @param mostBytes kept of an attempt's output; of more, its end is kept too
     */
    public StepLogs(Path data, long mostBytes) {
        this.data = data;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean isTruncated(AttemptId attempt) throws IOException {
        return size(attempt) > mostBytes; // by the words that say so, and the end
    }

    @Override
    public @Nullable InputStream open(AttemptId attempt, long offset) throws IOException {
        for (Path file : places(attempt)) {
            try {
                FileChannel channel = FileChannel.open(file);
                channel.position(Math.min(offset, channel.size()));
                return Channels.newInputStream(channel);
            } catch (NoSuchFileException e) {
                // not here, or it has just been moved
            }
        }
        return null;
    }

    @Override
    public long size(AttemptId attempt) throws IOException {
        for (Path file : places(attempt)) {
            try {
                return Files.size(file);
            } catch (NoSuchFileException e) {
                // likewise
            }
        }
        return 0;
    }

    /** Removes what is kept of a run's output. */
    public void remove(RunId run) throws IOException {
        AttemptFolder.removeTree(ofRun(run));
    }

    /** Moves an attempt's output out of its folder, which is about to go. */
    void keep(AttemptId attempt, AttemptFolder folder) throws IOException {
        if (!Files.exists(folder.log())) {
            return;
        }
        Files.createDirectories(ofRun(attempt.run()));
        Files.move(folder.log(), kept(attempt), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> places(AttemptId attempt) {
        Path live = data.resolve("attempts").resolve(attempt.uuid()).resolve("log");
        return List.of(live, kept(attempt), live);
    }

    private Path kept(AttemptId attempt) {
        return ofRun(attempt.run()).resolve(attempt.uuid() + ".log");
    }

    private Path ofRun(RunId run) {
        return data.resolve("logs").resolve(StepPlaces.fileName(run.value()));
    }
}
