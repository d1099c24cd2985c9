package penstock.runner.python;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A complete environment. Its folder never changes; another resolution of the same request is
 * another environment.
 *
 * @param id unique; its first part is the key that equal requests share
 * @param folder holds {@code bin}, to be first in {@code PATH}
 * @param python what it is built on, like {@code 3.11.7}
 * @param interpreter the file it is built on
 * @param request what was asked for
 * @param packages what is installed, as {@code name==version}, sorted
 * @param installer {@code uv} or {@code pip}
 * @param bytes what its files take
 * @param builtAt when it was complete
 * @param took how long building it took
 */
public record Environment(
        String id,
        Path folder,
        String python,
        Path interpreter,
        EnvironmentRequest request,
        List<String> packages,
        String installer,
        long bytes,
        Instant builtAt,
        Duration took) {
    public Environment {
        packages = List.copyOf(packages);
    }

    /** The digest that equal requests share. */
    public String key() {
        return id.substring(0, EnvironmentKey.LENGTH);
    }

    /** The folder of its programs. */
    public Path bin() {
        return folder.resolve("bin");
    }

    /** Its interpreter. */
    public Path executable() {
        return bin().resolve("python3");
    }
}
