package penstock.runner;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt keeps content on its way into and out of the store.
 *
 * @param taskRoot address under which the attempt's outputs go, without a trailing slash
 */
record Staging(AttemptFolder folder, String taskRoot) {

    /** Whether the content at an address is this attempt's to write. */
    boolean isOwn(String uri) {
        return uri.startsWith(taskRoot + "/");
    }

    /** The path for an address; null when the address has no local path. */
    @Nullable Path of(String uri) {
        String local = LocalPaths.of(uri);
        if (local == null) {
            return null;
        }
        return isOwn(uri)
                ? folder.out().resolve(uri.substring(taskRoot.length() + 1))
                : folder.fetched().resolve(local);
    }
}
