package penstock.runner.inside;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/** Recognises paths of this machine that lead into the artifact store. */
public final class StoreAddresses {

    private static final Set<String> SCHEMES = Set.of("minio", "s3", "gs");

    private final Path root;

    /**
     * @param root where the store keeps content, by scheme, bucket and key
     */
    public StoreAddresses(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The store's own address for such a path; any other address as it is. */
    String canonical(String uri) {
        String bare = uri.startsWith("file:///") ? uri.substring("file://".length()) : uri;
        if (!bare.startsWith("/")) {
            return uri;
        }
        try {
            Path path = Path.of(bare).normalize();
            if (!path.startsWith(root) || root.relativize(path).getNameCount() < 3) {
                return uri;
            }
            Path inside = root.relativize(path);
            String scheme = inside.getName(0).toString();
            return SCHEMES.contains(scheme)
                    ? scheme + "://" + inside.subpath(1, inside.getNameCount())
                    : uri;
        } catch (InvalidPathException e) {
            return uri;
        }
    }
}
