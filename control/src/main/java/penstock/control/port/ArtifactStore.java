package penstock.control.port;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by address. An address has a scheme, a bucket and a key, as {@code
 * minio://mlpipeline/v2/artifacts/…}. Content is a file or a folder of files.
 */
public interface ArtifactStore {

    /**
     * Moves {@code staged} (a file or folder on this machine) to {@code uri} and makes it durable:
     * digested, synced and renamed into place before this returns. Repeating it after a crash, with
     * {@code staged} gone, finds what is already there.
     *
     * @return what is stored, or null when there is nothing, neither staged nor stored
     * @throws IOException when the store refuses, is full, or a link leads out of {@code staged}
     */
    @Nullable Stored publish(String uri, Path staged) throws IOException;

    /** Content at {@code uri}, or null when there is none or the scheme is not ours. */
    @Nullable Stored stat(String uri) throws IOException;

    /**
     * Opens the file at {@code uri}; {@code relative} names a file inside a folder and is empty
     * otherwise. No link is followed.
     *
     * @return the bytes, or null when there is no such file
     */
    @Nullable InputStream open(String uri, String relative) throws IOException;

    /** The files of a folder, at most {@code limit}, sorted by path; empty for a file. */
    List<Entry> list(String uri, int limit) throws IOException;

    /** A path on this machine at which the content at {@code uri} can be read, or null. */
    @Nullable Path local(String uri);

    /**
     * What is stored at an address.
     *
     * @param digest {@code sha256:} and hex; of a folder: of its sorted paths and file digests
     */
    record Stored(String digest, long sizeBytes, boolean folder) {}

    /** A file of a folder. */
    record Entry(String path, long sizeBytes) {}
}
