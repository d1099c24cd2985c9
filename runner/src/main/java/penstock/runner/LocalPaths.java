package penstock.runner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KFP's convention of where the content of an address is found: {@code minio://B/k} is at {@code
 * /minio/B/k}.
 */
final class LocalPaths {

    /** The folders under which programs expect artifacts. */
    static final List<String> ROOTS = List.of("minio", "s3", "gcs", "oci");

    private LocalPaths() {}

    /**
     * Path of an address without the leading slash, as {@code minio/B/k}; null when its scheme has
     * no such path or it tries to climb out.
     */
    static @Nullable String of(String uri) {
        int colon = uri.indexOf("://");
        if (colon < 0) {
            return null;
        }
        String rest = uri.substring(colon + 3);
        String path =
                switch (uri.substring(0, colon)) {
                    case "minio" -> "minio/" + rest;
                    case "s3" -> "s3/" + rest;
                    case "gs" -> "gcs/" + rest;
                    case "oci" -> "oci/" + rest.replace('/', '_') + "/models";
                    default -> "";
                };
        return path.isEmpty() || climbs(path) ? null : path;
    }

    /** The address of such a path, given with its leading slash; null when it is none. */
    static @Nullable String uri(String path) {
        for (String root : List.of("minio", "s3", "gcs")) {
            String prefix = "/" + root + "/";
            if (path.startsWith(prefix) && !climbs(path)) {
                String scheme = root.equals("gcs") ? "gs" : root;
                return scheme + "://" + path.substring(prefix.length());
            }
        }
        return null;
    }

    private static boolean climbs(String path) {
        return List.of(path.split("/", -1)).contains("..") || path.indexOf('\0') >= 0;
    }
}
