package penstock.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real {@code kfp} from the package index, in an environment that outlives the tests. */
public final class Sdk {
    /** What clients of KFP 2 use. */
    public static final String MODERN = "2.17.0";

    /** The last release of what clients of KFP 1 use. */
    public static final String OLD = "1.8.22";

    private static final Path HERE = Path.of("").toAbsolutePath();

    private final Path bin;

    private Sdk(Path bin) {
        this.bin = bin;
    }

    /** The outcome of a command: its exit code, and its output with errors merged in. */
    public record Ended(int code, String output) {
        /** The last line that is not blank; empty when there is none. */
        public String lastLine() {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "" : lines.getLast();
        }
    }

    /** The SDK of that version, or null where it cannot be had: no Python, or no network. */
    public static @Nullable Sdk find(String version) throws IOException {
        return sdk(environment("sdk-" + version, "kfp==" + version));
    }

    /** The same together with {@code kfp-kubernetes} of that version. */
    public static @Nullable Sdk findWithKubernetes(String version) throws IOException {
        return sdk(environment("sdk-" + version + "-kubernetes", "kfp[kubernetes]==" + version));
    }

    private static @Nullable Sdk sdk(@Nullable Path bin) {
        return bin == null ? null : new Sdk(bin);
    }

    /**
     * The programs of the environment {@code name}, made with {@code requirement} in it when it is
     * not there; null where it cannot be made.
     */
    static @Nullable Path environment(String name, String requirement) throws IOException {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "penstock-test", name);
        Path bin = folder.resolve("bin");
        Path ready = folder.resolve("ready");
        if (Files.exists(ready)) {
            return bin;
        }
        Files.createDirectories(folder.getParent());
        List<String> environment = List.of("python3", "-m", "venv", folder.toString());
        String pip = bin.resolve("pip").toString();
        if (run(HERE, environment).code() != 0
                || run(HERE, List.of(pip, "install", "-q", requirement)).code() != 0) {
            return null;
        }
        Files.writeString(ready, requirement);
        return bin;
    }

    /** Runs a Python script that may import {@code kfp}, and waits for it. */
    public Ended python(String script, String... arguments) throws IOException {
        return run(
                HERE,
                Stream.concat(Stream.of(program("python"), script), Stream.of(arguments)).toList());
    }

    /** The same in a folder, where the script reads and writes files. */
    public Ended pythonIn(Path folder, String script) throws IOException {
        return run(folder, List.of(program("python"), script));
    }

    /** Runs the command {@code kfp}, and waits for it. */
    public Ended kfp(String... arguments) throws IOException {
        return run(HERE, Stream.concat(Stream.of(program("kfp")), Stream.of(arguments)).toList());
    }

    private String program(String name) {
        return bin.resolve(name).toString();
    }

    static Ended run(Path folder, List<String> command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
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
