package penstock.runner.download;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What importers may read.
 *
 * @param roots folders of this machine under which files may be imported
 * @param hidden a folder of which nothing may be: the server's data
 * @param linkLocal addresses such as 169.254.169.254, where clouds hand out credentials, may be
 *     asked
 * @param maxBytes the most one address may give
 * @param patience the most time one download may take
 */
public record ImportPolicy(
        List<Path> roots, Path hidden, boolean linkLocal, long maxBytes, Duration patience) {

    private static final long MAX_BYTES = 5L << 30;
    private static final Duration PATIENCE = Duration.ofHours(1);

    public ImportPolicy {
        roots = List.copyOf(roots);
    }

    /** What holds when the operator has said nothing: files below the home of the server's user. */
    public static ImportPolicy defaults(Path data) {
        Path home = Path.of(System.getProperty("user.home", "/"));
        return new ImportPolicy(List.of(home), data, false, MAX_BYTES, PATIENCE);
    }
}
