package penstock.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The real {@code kfp} from the package index, in an environment that outlives the tests. */
final class Sdk {
    private static final String VERSION = "2.17.0";

    private final Path bin;

    private Sdk(Path bin) {
        this.bin = bin;
    }

    /** The outcome of a command: its exit code, and its output with errors merged in. */
    record Ended(int code, String output) {
        String lastLine() {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "" : lines.getLast();
        }
    }

    /** The SDK, or null where it cannot be had: no Python, or no network. */
    static @Nullable Sdk find() throws IOException {
        Path folder =
                Path.of(
                        System.getProperty("user.home"),
                        ".cache",
                        "penstock-test",
                        "sdk-" + VERSION);
        Path bin = folder.resolve("bin");
        Path ready = folder.resolve("ready");
        if (Files.exists(ready)) {
            return new Sdk(bin);
        }
        Files.createDirectories(folder.getParent());
        boolean made =
                run(List.of("python3", "-m", "venv", folder.toString())).code() == 0
                        && run(List.of(
                                                bin.resolve("pip").toString(),
                                                "install",
                                                "-q",
                                                "kfp==" + VERSION))
                                        .code()
                                == 0;
        if (!made) {
            return null;
        }
        Files.writeString(ready, VERSION);
        return new Sdk(bin);
    }

    Ended python(String script, String... arguments) throws IOException {
        return command("python", script, arguments);
    }

    Ended kfp(String... arguments) throws IOException {
        return command("kfp", null, arguments);
    }

    private Ended command(String program, @Nullable String first, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(bin.resolve(program).toString()));
        if (first != null) {
            command.add(first);
        }
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Ended run(List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                return new Ended(process.waitFor(), output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
