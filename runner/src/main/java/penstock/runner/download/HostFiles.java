package penstock.runner.download;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;

/** Files of this machine, as far as the operator lets importers read them. */
final class HostFiles {

    private static final String HINT =
            "Move it below an allowed folder, or add its folder to imports.roots in penstock.yaml.";

    private final ImportPolicy policy;

    HostFiles(ImportPolicy policy) {
        this.policy = policy;
    }

    Fetched find(String uri) throws IOException {
        Path path = path(uri);
        if (path == null) {
            return Fetched.refused(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + Addresses.shown(uri) + "' is no absolute path of this machine",
                    "Write file:///folder/name or /folder/name.");
        }
        try {
            // Links are followed first, so that none leads out of what is allowed.
            Path real = path.toRealPath();
            if (real.startsWith(real(policy.hidden())) || !isAllowed(real)) {
                return Fetched.refused(
                        ErrorCode.FAILED_PRECONDITION,
                        "'%s' may not be imported (allowed: below %s)"
                                .formatted(Addresses.shown(uri), policy.roots()),
                        HINT);
            }
            return new Fetched.Content(real);
        } catch (NoSuchFileException e) {
            return Fetched.refused(
                    ErrorCode.NOT_FOUND,
                    "'" + Addresses.shown(uri) + "' does not exist on this machine",
                    "Correct the importer's URI.");
        }
    }

    private boolean isAllowed(Path real) throws IOException {
        for (Path root : policy.roots()) {
            if (real.startsWith(real(root))) {
                return true;
            }
        }
        return false;
    }

    private static Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static @Nullable Path path(String uri) {
        try {
            Path path = uri.startsWith("file:") ? Path.of(ofFileUri(uri)) : Path.of(uri);
            return path.isAbsolute() ? path.normalize() : null;
        } catch (InvalidPathException | URISyntaxException e) {
            return null;
        }
    }

    /** The path of a file URI; one that no URI parser takes is read as people write it. */
    private static String ofFileUri(String uri) throws URISyntaxException {
        if (uri.indexOf(' ') >= 0) {
            return uri.substring("file:".length()).replaceFirst("^//", "");
        }
        URI parsed = new URI(uri);
        String host = parsed.getHost();
        boolean here = host == null || host.equals("localhost");
        String path = parsed.getPath();
        return here && path != null ? path : "";
    }
}
