package penstock.compiler;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The compiled pipelines kept beside the project; a test that needs them is skipped without. */
public final class SharedCorpus {
    private SharedCorpus() {}

    /** The files below {@code folder} of the corpus, sorted. */
    public static List<Path> files(String folder) {
        String shared = System.getenv("PENSTOCK_SHARED");
        Path root = Path.of(Objects.requireNonNullElse(System.getProperty("penstock.root"), "."));
        Path corpus = shared == null ? root.resolve("../shared") : Path.of(shared);
        Path start = corpus.resolve("corpus").resolve(folder).normalize();
        assumeTrue(Files.isDirectory(start), () -> "skipped: no corpus at " + start);
        try (Stream<Path> paths = Files.walk(start)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
