package penstock.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * Copies of a database before it was brought to another schema: {@code penstock.db.before-N} is
 * what a release that knows no schema N can open. The newest two are kept.
 */
final class BeforeMigration {

    private static final int KEPT = 2;
    private static final Pattern NAME = Pattern.compile("penstock\\.db\\.before-([0-9]{1,9})");

    private BeforeMigration() {}

    /**
     * Copies the database.
     *
     * @param step the first one that it lacks
     * @param free bytes that may be used
     * @return why there can be no copy; null when there is one
     */
    static @Nullable Problem copy(Path database, int step, long free) throws IOException {
        long needed = Files.size(database) + sizeOf(database.resolveSibling("penstock.db-wal"));
        if (free < needed) {
            return new Problem(
                    ErrorCode.FAILED_PRECONDITION,
                    "the database is copied before it is brought to schema "
                            + step
                            + ", which needs "
                            + needed
                            + " bytes; its disk has "
                            + free,
                    "Free some space in the data folder, or move it to a larger disk.");
        }
        Snapshot.take(database, database.resolveSibling("penstock.db.before-" + step));
        removeOld(database.toAbsolutePath().getParent());
        return null;
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static void removeOld(@Nullable Path folder) throws IOException {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newestFirst =
                    files.filter(file -> schema(file) > 0)
                            .sorted(Comparator.comparingInt(BeforeMigration::schema).reversed())
                            .toList();
            for (Path old :
                    newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
                Files.delete(old);
            }
        }
    }

    private static int schema(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
}
