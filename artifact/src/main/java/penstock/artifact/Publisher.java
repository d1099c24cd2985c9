package penstock.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import penstock.artifact.Tree.Links;
import penstock.control.port.ArtifactStore.Stored;

/**
 * Brings one artifact into the store: digest and sync every byte, rename, sync the parent.
 *
 * <p>The rename is the commit point. Before it, staged content is whole and the address empty;
 * after it, the address is whole. Content that cannot be renamed (it is on another file system, or
 * holds links) is first copied into {@code <root>/.incoming}, a place no address leads to, under a
 * name derived from the address, so that a repetition finds and replaces what a crash left there.
 */
final class Publisher {

    private static final String INCOMING = ".incoming";
    private static final String DISCARDED = ".published-";

    private final Path root;
    private final Folders folders;
    private final DigestCache digests;

    Publisher(Path root, DigestCache digests) {
        this.root = root;
        this.folders = new Folders(root);
        this.digests = digests;
    }

    /** The caller holds the lock of {@code uri}. */
    @Nullable Stored publish(ArtifactUri uri, Path staged) throws IOException {
        Path target = root.resolve(uri.path());
        Path found = Folders.find(root, uri.path());
        Tree arriving = Tree.read(staged, Links.RESOLVED);
        Tree present = found == null ? null : Tree.read(found, Links.REFUSED);
        if (present != null) {
            Stored stored = arriving == null ? settled(present) : repeated(arriving, present);
            discard(uri, staged);
            return stored;
        }
        if (arriving == null) {
            return null;
        }
        folders.ensure(Folders.parentOf(target));
        return arriving.movable() ? move(uri, arriving, target) : copy(uri, arriving, target);
    }

    /** A rename found after a crash may not have reached the disk yet. */
    private Stored settled(Tree present) throws IOException {
        Path parent = Folders.parentOf(present.root());
        folders.ensure(parent);
        FileBytes.syncFolder(parent);
        return Digests.of(present, digests::digest);
    }

    private Stored repeated(Tree arriving, Tree present) throws IOException {
        Stored stored = settled(present);
        Stored offered = Digests.of(arriving, FileBytes::digest);
        if (!stored.equals(offered)) {
            throw new IOException(
                    "the address holds other content already (%s, expected %s); an address is written once: publish to a new one"
                            .formatted(stored.digest(), offered.digest()));
        }
        return stored;
    }

    private Stored move(ArtifactUri uri, Tree arriving, Path target) throws IOException {
        for (Node node : arriving.nodes()) {
            if (node.folder()) {
                FileBytes.makePrivate(node);
            }
        }
        Stored stored = Digests.of(arriving, file -> settle(file, target));
        for (Node node : arriving.nodes()) {
            if (node.folder()) {
                FileBytes.syncFolder(node.source());
            }
        }
        try {
            place(arriving.root(), target);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            return copy(uri, arriving, target);
        }
        FileBytes.syncFolder(Folders.parentOf(target));
        return stored;
    }

    /** Makes the folder again if a removal beside it has just found it empty. */
    private void place(Path content, Path target) throws IOException {
        try {
            Files.move(content, target, ATOMIC_MOVE);
        } catch (NoSuchFileException missing) {
            folders.ensure(Folders.parentOf(target));
            Files.move(content, target, ATOMIC_MOVE);
        }
    }

    private String settle(Node file, Path target) throws IOException {
        String digest = FileBytes.digestAndSync(file);
        digests.remember(file, file.under(target), digest);
        return digest;
    }

    private Stored copy(ArtifactUri uri, Tree arriving, Path target) throws IOException {
        Path incoming = root.resolve(INCOMING);
        folders.ensure(incoming);
        Path copy = incoming.resolve(nameOf(uri));
        FileBytes.delete(copy);
        Stored stored;
        try {
            stored = copyTree(arriving, copy);
            place(copy, target);
        } catch (IOException failed) {
            deleteAfter(failed, copy);
            throw failed;
        }
        FileBytes.syncFolder(Folders.parentOf(target));
        discard(uri, arriving.root());
        return stored;
    }

    private static void deleteAfter(IOException failed, Path half) {
        try {
            FileBytes.delete(half);
        } catch (IOException second) {
            failed.addSuppressed(second);
        }
    }

    private static Stored copyTree(Tree arriving, Path copy) throws IOException {
        for (Node node : arriving.nodes()) {
            if (node.folder()) {
                Files.createDirectory(node.under(copy), FileBytes.PRIVATE_FOLDER);
            }
        }
        Stored stored = Digests.of(arriving, file -> FileBytes.copyAndSync(file, file.under(copy)));
        for (Node node : arriving.nodes()) {
            if (node.folder()) {
                FileBytes.syncFolder(node.under(copy));
            }
        }
        return stored;
    }

    /**
     * Deletes staged content after its copy was stored. It is renamed first: half of a folder, left
     * by a crash, would look like other content. What cannot be deleted goes with its attempt's
     * folder.
     */
    private static void discard(ArtifactUri uri, Path staged) {
        Path aside = staged.resolveSibling(DISCARDED + nameOf(uri));
        try {
            FileBytes.delete(aside);
            Files.move(staged, aside, ATOMIC_MOVE);
            FileBytes.delete(aside);
        } catch (IOException kept) {
            return; // the content is stored; an error would only fail the step
        }
    }

    private static String nameOf(ArtifactUri uri) {
        MessageDigest name = Digests.sha256();
        name.update(uri.toString().getBytes(UTF_8));
        return Digests.hex(name);
    }
}
