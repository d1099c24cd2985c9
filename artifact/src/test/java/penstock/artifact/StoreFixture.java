package penstock.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactStore.Stored;

/** A store and a place to stage content for it, side by side in one folder. */
final class StoreFixture {

    static final String URI = "minio://mlpipeline/v2/artifacts/run/model";

    final Path root;
    final Path staging;
    final LocalArtifactStore store;

    StoreFixture(Path folder) throws IOException {
        this(folder.resolve("store"), Files.createDirectories(folder.resolve("staging")));
    }

    StoreFixture(Path root, Path staging) {
        this.root = root;
        this.staging = staging;
        this.store = new LocalArtifactStore(root);
    }

    Path file(String name, String text) throws IOException {
        Path file = staging.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Path target() {
        return root.resolve("minio/mlpipeline/v2/artifacts/run/model");
    }

    @Nullable String text(String uri, String relative) throws IOException {
        try (InputStream in = store.open(uri, relative)) {
            return in == null ? null : new String(in.readAllBytes(), UTF_8);
        }
    }

    static Stored file(String text) {
        return new Stored("sha256:" + sha256(text), text.getBytes(UTF_8).length, false);
    }

    /** What the contract says of digests, written a second time. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(newDigest().digest(text.getBytes(UTF_8)));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
