package penstock.runner;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.runner.download.Downloads;

/**
 * Where a step finds content whose address has no folder of its own by KFP's convention. Programs
 * open such an address as if it were a path, so its content is put where they then look: below the
 * working folder, {@code https://host/name} at {@code https:/host/name}.
 */
final class ForeignPaths {

    private static final int LONGEST_SEGMENT = 255;

    private ForeignPaths() {}

    /** The path for an address; the address itself when it is a path or cannot be made one. */
    static String of(String workingFolder, String uri) {
        String relative = relative(uri);
        return relative == null ? uri : workingFolder + "/" + relative;
    }

    /** The same relative to the working folder, or null. */
    static @Nullable String relative(String uri) {
        boolean scheme =
                Downloads.way(uri) == Downloads.Way.HTTP
                        || (Downloads.way(uri) == Downloads.Way.FILE && !uri.startsWith("/"));
        List<String> segments =
                Stream.of(uri.split("/")).filter(segment -> !segment.isEmpty()).toList();
        return scheme && segments.size() > 1 && segments.stream().allMatch(ForeignPaths::isPlain)
                ? String.join("/", segments)
                : null;
    }

    private static boolean isPlain(String segment) {
        return !segment.equals("..")
                && !segment.equals(".")
                && segment.indexOf('\0') < 0
                && segment.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SEGMENT;
    }
}
