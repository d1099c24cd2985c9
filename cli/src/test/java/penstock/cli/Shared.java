package penstock.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Test data beside the project; tests that need it are skipped where it is absent. */
final class Shared {

    private Shared() {}

    /** The project's root. */
    static Path root() {
        return Path.of(System.getProperty("penstock.root", "..")).toAbsolutePath().normalize();
    }

    /** A folder of the shared test data. */
    static Path folder(String name) {
        String named = System.getenv("PENSTOCK_SHARED");
        Path shared = named == null ? root().resolve("../shared") : Path.of(named);
        Path folder = shared.resolve(name).normalize();
        assumeTrue(Files.isDirectory(folder), folder + " is absent");
        return folder;
    }
}
