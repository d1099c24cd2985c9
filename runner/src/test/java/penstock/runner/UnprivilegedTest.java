package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Runs the tests of steps once more as the user {@code nobody}, in a JVM of its own, when this one
 * is root's.
 */
final class UnprivilegedTest {

    private static final List<String> AS_NOBODY =
            List.of(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--inh-caps=-all");

    private Path folder = Path.of("");

    @AfterEach
    void removeFolder() throws IOException {
        AttemptFolder.removeTree(folder);
    }

    @Test
    void stepsRunTheSameForAnOrdinaryUser(TestReporter reporter) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "the tests do not run as root");
        folder = Files.createTempDirectory("penstock-nobody");
        open(folder);
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        assumeTrue(run(List.of(java.toString(), "-version")) == 0, "nobody cannot run " + java);

        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        int exit =
                run(
                        List.of(
                                java.toString(),
                                "-cp",
                                classPath(),
                                "-Djava.io.tmpdir=" + temporary,
                                UnprivilegedSuite.class.getName()));

        String output = Files.readString(folder.resolve("output"));
        reporter.publishEntry("as nobody", output.substring(output.indexOf("tests succeeded")));
        assertThat(output).contains("tests failed: 0");
        assertThat(exit).isZero();
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(AS_NOBODY);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("HOME", "/nonexistent");
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("output").toFile());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            assumeTrue(false, "there is no setpriv: " + e.getMessage());
            return 1;
        }
    }

    /** The class path, copied to where everybody can read it. */
    private String classPath() throws IOException {
        String usual = System.getProperty("java.class.path", "");
        String entries = System.getProperty("surefire.test.class.path", usual);
        List<String> copies = new ArrayList<>();
        for (String entry : entries.split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                Path copy = folder.resolve(copies.size() + "-" + source.getFileName());
                copyTree(source, copy);
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copyTree(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path copy = target.resolve(source.relativize(each).toString());
                Files.copy(each, copy);
                open(copy);
            }
        }
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
