package penstock.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import penstock.control.port.ArtifactStore.Stored;

/**
 * What a tree is known by. A file: {@code sha256:} and the hex of its bytes' SHA-256. A folder: the
 * SHA-256 of one line a node, sorted by path as Java compares strings: {@code path NUL hex LF} of a
 * file, {@code path/ NUL LF} of a folder in it (so empty folders count). Permissions do not count.
 */
final class Digests {

    private static final int FEW = 8;
    private static final int THREADS = 8;

    /** Digests one file of a tree, and does whatever else is to be done with its bytes. */
    interface FileWork {

        /** Returns the SHA-256 as hex. */
        String digest(Node file) throws IOException;
    }

    private Digests() {}

    static Stored of(Tree tree, FileWork work) throws IOException {
        List<Node> files = tree.nodes().stream().filter(node -> !node.folder()).toList();
        List<String> digests = files.size() <= FEW ? inTurn(files, work) : atOnce(files, work);
        String hex = tree.folder() ? combine(tree.nodes(), digests) : digests.getFirst();
        return new Stored("sha256:" + hex, tree.sizeBytes(), tree.folder());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String combine(List<Node> nodes, List<String> digests) {
        MessageDigest all = sha256();
        int file = 0;
        for (Node node : nodes.subList(1, nodes.size())) {
            String line =
                    node.folder()
                            ? node.path() + "/\0\n"
                            : node.path() + "\0" + digests.get(file++) + "\n";
            all.update(line.getBytes(UTF_8));
        }
        return hex(all);
    }

    private static List<String> inTurn(List<Node> files, FileWork work) throws IOException {
        List<String> digests = new ArrayList<>(files.size());
        for (Node file : files) {
            digests.add(work.digest(file));
        }
        return digests;
    }

    /** A journalling file system commits syncs that wait together in one go. */
    private static List<String> atOnce(List<Node> files, FileWork work) throws IOException {
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        THREADS, Thread.ofPlatform().daemon().name("artifact-", 0).factory());
        try (threads) {
            List<Future<String>> pending = new ArrayList<>(files.size());
            for (Node file : files) {
                pending.add(threads.submit(() -> work.digest(file)));
            }
            try {
                return collect(pending);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static List<String> collect(List<Future<String>> pending) throws IOException {
        List<String> digests = new ArrayList<>(pending.size());
        try {
            for (Future<String> one : pending) {
                digests.add(one.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading an artifact");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(failed.getCause());
        }
        return digests;
    }
}
