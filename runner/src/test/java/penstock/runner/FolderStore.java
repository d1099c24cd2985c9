package penstock.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactStore;

/** A store of artifacts in a folder, without digests and syncs. */
final class FolderStore implements ArtifactStore {

    private final Path root;
    private final AtomicInteger failures = new AtomicInteger();

    FolderStore(Path root) {
        this.root = root;
    }

    /** Makes the next publications fail. */
    void failNext(int times) {
        failures.set(times);
    }

    @Override
    public @Nullable Stored publish(String uri, Path staged) throws IOException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("no space left on device");
        }
        Path target = path(uri);
        if (Files.exists(staged)) {
            Path parent = target.getParent();
            Files.createDirectories(parent == null ? root : parent);
            Files.move(staged, target);
        }
        return stat(uri);
    }

    @Override
    public @Nullable Stored stat(String uri) throws IOException {
        Path target = path(uri);
        return Files.exists(target)
                ? new Stored("sha256:of " + uri, Files.size(target), Files.isDirectory(target))
                : null;
    }

    @Override
    public @Nullable InputStream open(String uri, String relative) throws IOException {
        Path file = path(uri).resolve(relative);
        return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
    }

    @Override
    public List<Entry> list(String uri, int limit) {
        throw new UnsupportedOperationException("the runner reads local paths");
    }

    @Override
    public Path local(String uri) {
        return path(uri);
    }

    String text(String uri) throws IOException {
        return Files.readString(path(uri));
    }

    private Path path(String uri) {
        return root.resolve(uri.replace("://", "/"));
    }
}
