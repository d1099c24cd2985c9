package penstock.artifact;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactRemoval.Removal;

/**
 * Takes content out of the store: renamed into {@code <root>/.removed}, a place no address leads
 * to, and deleted there, so that nobody ever sees half of it.
 */
final class Remover {

    private static final String REMOVED = ".removed";

    private final Path root;
    private final Looks looks;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong names = new AtomicLong();

    Remover(Path root, Looks looks) {
        this.root = root;
        this.looks = looks;
    }

    /** Notes that somebody looks at an address; what is there afterwards stays for a while. */
    void look(ArtifactUri address) {
        lock.readLock().lock();
        try {
            looks.at(address.path());
        } finally {
            lock.readLock().unlock();
        }
    }

    Removal remove(ArtifactUri address) throws IOException {
        Path grave = root.resolve(REMOVED).resolve(String.valueOf(names.incrementAndGet()));
        Path found = Folders.find(root, address.path());
        if (found == null) {
            return Removal.GONE;
        }
        FileBytes.delete(grave);
        new Folders(root).ensure(Folders.parentOf(grave));
        if (!bury(address, found, grave)) {
            return Removal.IN_USE;
        }
        FileBytes.delete(grave);
        removeEmpty(Folders.parentOf(found));
        return Removal.GONE;
    }

    /** Nobody can look between the question and the renaming. */
    private boolean bury(ArtifactUri address, Path found, Path grave) throws IOException {
        lock.writeLock().lock();
        try {
            if (looks.areFresh(address.path())) {
                return false;
            }
            Files.move(found, grave, ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException gone) {
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Folders that a removal left empty go, up to the bucket. */
    private void removeEmpty(Path folder) throws IOException {
        @Nullable Path empty = folder;
        while (empty != null && root.relativize(empty).getNameCount() > 2) {
            try {
                Files.delete(empty);
            } catch (DirectoryNotEmptyException | NoSuchFileException other) {
                return;
            }
            empty = empty.getParent();
        }
    }

    /** Deletes what a crash left of earlier removals. */
    void clear() throws IOException {
        Path removed = root.resolve(REMOVED);
        if (Files.isDirectory(removed, NOFOLLOW_LINKS)) {
            FileBytes.delete(removed);
        }
    }
}
