package penstock.runner.download;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Downloaded files: {@code <root>/content/<sha256>} once each, and {@code <root>/known/<sha256 of
 * the address>} with what is needed to ask whether one is still current.
 */
final class DownloadCache {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER = 1 << 16;

    private final Path root;

    DownloadCache(Path root) {
        this.root = root;
    }

    /**
     * What is known of an address.
     *
     * @param validator the ETag, else the time of change, with which to ask; empty when there is
     *     none
     * @param askedAt when the server last said that this is it
     */
    record Known(Path content, String validator, Instant askedAt) {}

    /** Tells that content is too long. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Nullable Known find(String uri) throws IOException {
        Path file = known(uri);
        if (!Files.exists(file)) {
            return null;
        }
        JsonNode facts = JSON.readTree(file.toFile());
        Path content = content(facts.path("digest").asText());
        return Files.exists(content)
                ? new Known(
                        content,
                        facts.path("validator").asText(),
                        Instant.parse(facts.path("asked_at").asText()))
                : null;
    }

    /** Keeps content of an address, reading {@code in} to its end. */
    Path keep(String uri, String validator, InputStream in, long maxBytes, Instant now)
            throws IOException {
        Path part = root.resolve(".part-" + UUID.randomUUID());
        Files.createDirectories(root.resolve("content"));
        try {
            String digest = write(in, part, maxBytes);
            Path content = content(digest);
            if (!Files.exists(content)) {
                Files.move(part, content, StandardCopyOption.ATOMIC_MOVE);
            }
            remember(uri, digest, validator, now);
            return content;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The server said that what is known is still it. */
    void confirm(String uri, Known known, Instant now) throws IOException {
        remember(uri, String.valueOf(known.content().getFileName()), known.validator(), now);
    }

    /**
     * Removes what nobody has asked for since {@code unusedSince}, and content that then has no
     * address; gives its bytes. Nobody may fetch meanwhile.
     */
    long trim(Instant unusedSince) throws IOException {
        Set<String> used = new HashSet<>();
        for (Path file : files("known")) {
            JsonNode facts = JSON.readTree(file.toFile());
            if (Instant.parse(facts.path("asked_at").asText()).isBefore(unusedSince)) {
                Files.delete(file);
            } else {
                used.add(facts.path("digest").asText());
            }
        }
        long bytes = 0;
        for (Path content : files("content")) {
            if (!used.contains(String.valueOf(content.getFileName()))) {
                bytes += Files.size(content);
                Files.delete(content);
            }
        }
        return bytes;
    }

    private List<Path> files(String folder) throws IOException {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        }
    }

    private void remember(String uri, String digest, String validator, Instant now)
            throws IOException {
        Path file = known(uri);
        Files.createDirectories(root.resolve("known"));
        Path fresh = root.resolve(".known-" + UUID.randomUUID());
        String facts =
                JSON.createObjectNode()
                        .put("digest", digest)
                        .put("validator", validator)
                        .put("asked_at", now.toString())
                        .toString();
        Files.writeString(fresh, facts);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String write(InputStream in, Path part, long maxBytes) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            int length = in.read(buffer);
            while (length >= 0) {
                total += length;
                if (total > maxBytes) {
                    throw new TooLong();
                }
                digest.update(buffer, 0, length);
                out.write(buffer, 0, length);
                length = in.read(buffer);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Path content(String digest) {
        return root.resolve("content").resolve(digest.isEmpty() ? "none" : digest);
    }

    private Path known(String uri) {
        byte[] digest = sha256().digest(uri.getBytes(StandardCharsets.UTF_8));
        return root.resolve("known").resolve(HexFormat.of().formatHex(digest));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
