package penstock.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kfp SDK of an environment on this machine: a peer, and the compiler of some benchmarks. */
final class Kfp {

    private final Path python;
    private final Path script;

    private Kfp(Path python, Path script) {
        this.python = python;
        this.script = script;
    }

    /**
     * The SDK in the environment that {@code PENSTOCK_KFP_PYTHON} names, else in the one the tests
     * make; null where there is neither.
     */
    static @Nullable Kfp find() throws IOException {
        String named = System.getenv("PENSTOCK_KFP_PYTHON");
        Path python =
                named == null
                        ? Path.of(
                                System.getProperty("user.home"),
                                ".cache/penstock-test/sdk-2.17.0/bin/python")
                        : Path.of(named);
        return Files.isExecutable(python) ? new Kfp(python, unpacked()) : null;
    }

    /** The document of a pipeline of {@code steps} lightweight Python steps. */
    String compile(String shape, int steps) throws IOException {
        Path file = Files.createTempFile("penstock-bench", ".yaml");
        try {
            run("compile", shape, Integer.toString(steps), file.toString());
            return Files.readString(file);
        } finally {
            Files.delete(file);
        }
    }

    /**
     * Median seconds of a step in kfp's own local runner, in a process that imported kfp before.
     */
    double localStep(boolean venv, int steps) throws IOException {
        List<String> lines =
                run("local", venv ? "venv" : "plain", Integer.toString(steps)).lines().toList();
        return Double.parseDouble(lines.getLast().strip());
    }

    private String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-W", "ignore"));
        command.add(script.toString());
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("kfp failed: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }

    private static Path unpacked() throws IOException {
        Path script = Files.createTempFile("kfp_bench", ".py");
        script.toFile().deleteOnExit();
        try (InputStream in = Kfp.class.getResourceAsStream("kfp_bench.py")) {
            Files.write(script, in.readAllBytes());
        }
        return script;
    }
}
