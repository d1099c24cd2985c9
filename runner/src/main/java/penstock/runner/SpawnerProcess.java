package penstock.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the spawner of a data folder, and knows where it listens. */
final class SpawnerProcess {

    /** A Unix socket's path has room for 104 to 108 bytes, its end included. */
    private static final int MAX_ADDRESS_BYTES = 100;

    private static final int START_SECONDS = 30;

    private final Path data;
    private final Map<String, String> environment;
    private final List<Path> pythons;
    private final boolean view;

    /**
     * @param environment the server's variables; the spawner gets next to nothing of them
     * @param pythons interpreters to try, best first
     * @param view whether steps are to have private views
     */
    SpawnerProcess(Path data, Map<String, String> environment, List<Path> pythons, boolean view) {
        this.data = data;
        this.environment = environment;
        this.pythons = List.copyOf(pythons);
        this.view = view;
    }

    /** The address of a spawner that listens, or did. */
    Path address() throws IOException {
        Path file = data.resolve("spawner/address");
        return Files.exists(file) ? Path.of(Files.readString(file).strip()) : newAddress();
    }

    /** Makes sure that a spawner listens at {@link #address}. */
    void start() throws IOException {
        Path folder = Files.createDirectories(data.resolve("spawner"));
        Files.createDirectories(data.resolve("attempts"));
        Path program = SpawnerCode.install(folder).resolve("spawner.py");
        List<String> problems = new ArrayList<>();
        for (Path python : pythons) {
            String problem = tryToStart(python, program);
            if (problem.isEmpty()) {
                return;
            }
            problems.add(python + ": " + problem);
        }
        throw new IOException(
                "the spawner could not be started with " + String.join("; with ", problems));
    }

    private String tryToStart(Path python, Path program) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        python.toString(),
                        "-I",
                        "-S",
                        program.toString(),
                        data.toString(),
                        address().toString(),
                        view ? "view" : "no-view");
        builder.environment().clear();
        builder.environment().put("PATH", environment.getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Path errors = Files.createTempFile(data.resolve("spawner"), "start", ".err");
        try {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.redirectError(errors.toFile());
            return outcome(builder.start(), errors);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static String outcome(Process process, Path errors) throws IOException {
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "it did not start within " + START_SECONDS + " s";
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return "interrupted";
        }
        if (process.exitValue() == 0) {
            return "";
        }
        String said = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).strip();
        return said.isEmpty() ? "exit code " + process.exitValue() : said;
    }

    private Path newAddress() throws IOException {
        Path usual = data.resolve("spawner/socket");
        if (bytes(usual) <= MAX_ADDRESS_BYTES) {
            return usual;
        }
        String runtime = environment.get("XDG_RUNTIME_DIR");
        Path parent =
                runtime == null
                        ? Path.of("/tmp/penstock-" + System.getProperty("user.name"))
                        : Path.of(runtime, "penstock");
        if (!Files.exists(parent)) {
            Files.createDirectories(
                    parent,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.getOwner(parent).equals(Files.getOwner(data))) {
            throw new IOException(parent + " belongs to somebody else; remove it");
        }
        return parent.resolve(Names.digest(data.toString()) + ".sock");
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
