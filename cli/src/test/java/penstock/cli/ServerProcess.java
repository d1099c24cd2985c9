package penstock.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real server in a process of its own: {@code penstock up} from the classes under test. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** What starts a JVM with the classes under test; the main class follows. */
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"));
    }

    /** Starts a server on a free port and waits until it serves. */
    static ServerProcess start(Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(
                List.of("penstock.cli.Main", "up", "--port", "0", "--data", data.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            int at = line.indexOf("http://");
            if (at >= 0) {
                drain(output);
                return new ServerProcess(process, line.substring(at).split("\\s", 2)[0]);
            }
        }
        throw new IOException("the server did not start:\n" + said);
    }

    /** Reads on, so that the server never waits for its reader. */
    private static void drain(BufferedReader output) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // The process is gone; so is what it had to say.
                    }
                });
    }

    String url() {
        return url;
    }

    Api api() {
        return new Api(url, null);
    }

    /** {@code kill -9} once {@code millis} have passed, or at once if it ends before. */
    void killAfter(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; answers with the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
