package penstock.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import penstock.artifact.Address.Parsed;
import penstock.control.port.ArtifactStore;

/**
 * Artifacts in a folder of this machine, {@code minio://bucket/key} at {@code minio/bucket/key} and
 * likewise for {@code s3} and {@code gs}. Only one process stores into a folder at a time.
 */
public final class LocalArtifactStore implements ArtifactStore {

    /** Copies under way; what a crash leaves there is removed at the next start. */
    private static final String INCOMING = ".incoming";

    private final Path root;
    private final ReentrantLock placing = new ReentrantLock();

    private LocalArtifactStore(Path root) {
        this.root = root;
    }

    /**
     * A store in {@code folder}, which is made if need be.
     *
     * @throws IOException when the folder cannot be made or written
     */
    public static LocalArtifactStore open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path root = folder.toRealPath();
        Path incoming = root.resolve(INCOMING);
        if (Files.exists(incoming, LinkOption.NOFOLLOW_LINKS)) {
            Staged.delete(incoming);
        }
        Files.createDirectory(incoming);
        return new LocalArtifactStore(root);
    }

    @Override
    public @Nullable Stored publish(String uri, Path staged) throws IOException {
        Address address =
                switch (Address.parse(uri)) {
                    case Parsed.Ours(Address ours) -> ours;
                    case Parsed.Refused(String reason) -> throw new IOException(reason);
                };
        if (!Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
            return stat(uri);
        }
        Staged inspected = Staged.inspect(staged);
        return inspected.links()
                ? publishCopy(address, inspected, uri)
                : publishItself(address, inspected, uri);
    }

    private Stored publishItself(Address address, Staged staged, String uri) throws IOException {
        Stored stored = Content.sync(staged.path());
        try {
            place(address, staged.path(), stored, uri);
            return stored;
        } catch (AtomicMoveNotSupportedException e) {
            return publishCopy(address, staged, uri);
        }
    }

    private Stored publishCopy(Address address, Staged staged, String uri) throws IOException {
        Path copy = root.resolve(INCOMING).resolve(UUID.randomUUID().toString());
        try {
            staged.copyTo(copy);
            Stored stored = Content.sync(copy);
            place(address, copy, stored, uri);
            return stored;
        } finally {
            if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
                Staged.delete(copy);
            }
        }
    }

    /** Moves synced content to its place, unless the same is there already. */
    private void place(Address address, Path content, Stored stored, String uri)
            throws IOException {
        placing.lock();
        try {
            List<String> names = address.names();
            Path parent = Durable.folders(root, names.subList(0, names.size() - 1));
            Path target = parent.resolve(names.getLast());
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                if (!Content.describe(target).equals(stored)) {
                    throw new IOException(
                            "address '" + uri + "' holds other content, which is never replaced");
                }
            } else {
                Files.move(content, target, StandardCopyOption.ATOMIC_MOVE);
            }
            Durable.syncFolder(parent);
        } finally {
            placing.unlock();
        }
    }

    @Override
    public @Nullable Stored stat(String uri) throws IOException {
        Path path = local(uri);
        return path == null ? null : Content.describe(path);
    }

    @Override
    public @Nullable InputStream open(String uri, String relative) throws IOException {
        if (!(Address.parse(uri) instanceof Parsed.Ours(Address address))) {
            return null;
        }
        if (relative.isEmpty()) {
            return Unfollowed.open(root, address.names());
        }
        return address.inside(relative) instanceof Parsed.Ours(Address file)
                ? Unfollowed.open(root, file.names())
                : null;
    }

    @Override
    public List<Entry> list(String uri, int limit) throws IOException {
        Path path = local(uri);
        return path != null && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                ? Content.list(path, limit)
                : List.of();
    }

    @Override
    public @Nullable Path local(String uri) {
        if (!(Address.parse(uri) instanceof Parsed.Ours(Address address))) {
            return null;
        }
        Path path = root;
        for (String name : address.names()) {
            path = path.resolve(name);
            if (Files.isSymbolicLink(path)) {
                return null;
            }
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? path : null;
    }
}
