package penstock.artifact;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import penstock.artifact.Tree.Links;
import penstock.control.port.ArtifactRemoval;
import penstock.control.port.ArtifactStore;

/**
 * Artifacts in a folder: content of {@code minio://bucket/key} is at {@code
 * <root>/minio/bucket/key}, likewise of {@code s3} and {@code gs}. Other schemes are not ours, nor
 * is a text that {@link ArtifactUri} cannot read: nothing is found there, and publishing to it
 * fails.
 *
 * <p>An address is written once, and as in an object store it is a folder too when others begin
 * with it. Staged content is moved, so that it is gone afterwards; a link to a file of the same
 * artifact becomes a copy of that file, any other link or special file is refused. Content is kept
 * readable by its owner alone, and executable where it was. Publishing is fastest from the file
 * system of the store: content from another one is copied.
 *
 * <p>The digest of stored content is computed again by {@link #stat} when it was not published or
 * asked for lately: the last 10 000 files are remembered while their inode, size and time of change
 * stay the same. {@link #open}, {@link #list} and {@link #local} need no digest.
 *
 * <p>Safe for any number of threads of one process; no second process may publish into {@code
 * root}.
 */
public final class LocalArtifactStore implements ArtifactStore, ArtifactRemoval {

    private static final Set<String> SCHEMES = Set.of("minio", "s3", "gs");
    private static final int LOCKS = 256;

    /** From looking at bytes to a committed reference it takes seconds. */
    private static final Duration LOOK_COUNTS_FOR = Duration.ofMinutes(15);

    private final Path root;
    private final DigestCache digests = new DigestCache();
    private final Publisher publisher;
    private final Remover remover;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /**
     * Opens a store; nothing is read or made before the first call.
     *
     * @param root the folder of this store alone, made when first needed
     */
    public LocalArtifactStore(Path root) {
        this(root, InstantSource.system());
    }

    /** As above, with looks timed by {@code clock}. */
    public LocalArtifactStore(Path root, InstantSource clock) {
        this.root = realPathOf(root);
        this.remover = new Remover(this.root, new Looks(clock, LOOK_COUNTS_FOR));
        this.publisher = new Publisher(this.root, digests);
        Arrays.setAll(locks, any -> new ReentrantLock());
    }

    @Override
    public @Nullable Stored publish(String uri, Path staged) throws IOException {
        ArtifactUri address = addressOf(uri);
        remover.look(address);
        ReentrantLock lock = locks[Math.floorMod(address.hashCode(), LOCKS)];
        lock.lock();
        try {
            return publisher.publish(address, staged.toAbsolutePath().normalize());
        } catch (IOException | InvalidPathException failed) {
            throw new IOException(
                    "cannot store %s: %s".formatted(address, reasonOf(failed)), failed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Stored stat(String uri) throws IOException {
        Path path = local(uri);
        Tree tree = path == null ? null : Tree.read(path, Links.REFUSED);
        return tree == null ? null : Digests.of(tree, digests::digest);
    }

    @Override
    public @Nullable InputStream open(String uri, String relative) throws IOException {
        Path base = local(uri);
        Path file = base == null ? null : Folders.find(base, relative);
        return file != null && Files.isRegularFile(file, NOFOLLOW_LINKS)
                ? Files.newInputStream(file, NOFOLLOW_LINKS)
                : null;
    }

    @Override
    public List<Entry> list(String uri, int limit) throws IOException {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + " (expected: 0 or more)");
        }
        Path base = local(uri);
        if (base == null || !Files.isDirectory(base, NOFOLLOW_LINKS)) {
            return List.of();
        }
        TreeSet<Entry> first = new TreeSet<>(Comparator.comparing(Entry::path));
        Files.walkFileTree(
                base,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()) {
                            String path = base.relativize(file).toString();
                            first.add(new Entry(path, attributes.size()));
                        }
                        if (first.size() > limit) {
                            first.removeLast();
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return List.copyOf(first);
    }

    @Override
    public @Nullable Path local(String uri) {
        if (!(ArtifactUri.parse(uri) instanceof ArtifactUri address)
                || !SCHEMES.contains(address.scheme())) {
            return null;
        }
        remover.look(address);
        return Folders.find(root, address.path());
    }

    @Override
    public Removal remove(String uri) throws IOException {
        return ArtifactUri.parse(uri) instanceof ArtifactUri address
                        && SCHEMES.contains(address.scheme())
                ? remover.remove(address)
                : Removal.GONE;
    }

    /** Where a path that {@link #local} gave is below this store's folder, with slashes. */
    public String below(Path local) {
        return root.relativize(local).toString();
    }

    /** Deletes what a crash left of earlier removals; nothing may be removed meanwhile. */
    public void clearRemoved() throws IOException {
        remover.clear();
    }

    private static ArtifactUri addressOf(String uri) throws IOException {
        return switch (ArtifactUri.parse(uri)) {
            case ParsedUri.Malformed(String reason) -> throw new IOException(reason);
            case ArtifactUri address when SCHEMES.contains(address.scheme()) -> address;
            case ArtifactUri address ->
                    throw new IOException(
                            "cannot store %s: no store for '%s' here (expected: minio, s3 or gs); change the pipeline root"
                                    .formatted(address, address.scheme()));
        };
    }

    private static String reasonOf(Exception failed) {
        String message = failed.getMessage() == null ? "" : failed.getMessage();
        return switch (failed) {
            case AccessDeniedException _ ->
                    message + ": access denied; let the server's user at it";
            case FileSystemException _ -> message + "; see to the file system and repeat";
            default -> message.isEmpty() ? failed.getClass().getSimpleName() : message;
        };
    }

    /** The root itself may be a link: its owner put it there. */
    private static Path realPathOf(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException absent) {
            return root.toAbsolutePath().normalize();
        }
    }
}
