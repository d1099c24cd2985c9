package penstock.runner.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs that help to build environments, one at a time.
 *
 * @param folder their working directory
 * @param variables their whole environment
 * @param patience after which one is killed
 * @param log where their output is kept; without one it goes when it has been read
 */
record Tool(Path folder, Map<String, String> variables, Duration patience, Optional<Path> log) {
    /** How much of a program's output is looked at. */
    private static final int OUTPUT_LIMIT = 1 << 20;

    /** Code of a program that took too long. */
    static final int TIMED_OUT = -1;

    /**
     * How a program ended.
     *
     * @param code its exit code, or {@link #TIMED_OUT}
     * @param output what it wrote to both streams, the last of it
     */
    record Result(int code, String output) {
        /** The last {@code count} lines that are not empty. */
        String tail(int count) {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        }

        String lastLine() {
            return tail(1);
        }
    }

    /**
     * Runs a program to its end.
     *
     * @throws IOException when it cannot be started
     * @throws InterruptedException when the caller's thread was interrupted; nothing of it runs on
     */
    Result run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("penstock-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().putAll(variables);
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = await(process);
            String text = lastOf(output);
            if (log.isPresent()) {
                keep(log.get(), command, text);
            }
            return new Result(ended ? process.exitValue() : TIMED_OUT, text);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private boolean await(Process process) throws InterruptedException {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            kill(process);
            return false;
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String lastOf(Path output) throws IOException {
        byte[] bytes;
        try (var channel = Files.newByteChannel(output);
                var stream = java.nio.channels.Channels.newInputStream(channel)) {
            channel.position(Math.max(0, channel.size() - OUTPUT_LIMIT));
            bytes = stream.readAllBytes();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void keep(Path log, List<String> command, String output) throws IOException {
        Files.writeString(
                log,
                "$ " + Secrets.mask(String.join(" ", command)) + "\n" + Secrets.mask(output),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }
}
