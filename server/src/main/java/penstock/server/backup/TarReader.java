package penstock.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import penstock.plan.Problem;

/** Unpacks a backup into a folder and compares what it wrote with the digests at its end. */
final class TarReader {

    private final TarArchiveInputStream tar;
    private final Path folder;
    private final Map<String, String> digests = new HashMap<>();
    private final Map<Path, String> links = new LinkedHashMap<>();
    private long bytes;

    TarReader(InputStream in, Path folder) {
        this.tar = new TarArchiveInputStream(in, UTF_8.name());
        this.folder = folder;
    }

    long files() {
        return digests.size();
    }

    long bytes() {
        return bytes;
    }

    /** The first entry, or null when this is no backup. */
    @Nullable String head(int limit) {
        try {
            TarArchiveEntry first = tar.getNextEntry();
            return first != null && first.getName().equals(Layout.HEAD)
                    ? new String(tar.readNBytes(limit), UTF_8)
                    : null;
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** Unpacks the rest; gives why it cannot be used, or null. */
    @Nullable Problem unpack() throws IOException {
        Files.createDirectories(folder);
        privately(folder, "rwx------");
        try {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null && !entry.getName().equals(Layout.DIGESTS)) {
                Problem problem = take(entry);
                if (problem != null) {
                    return problem;
                }
                entry = tar.getNextEntry();
            }
            Problem problem = entry == null ? cut() : compare();
            // Only now, so that nothing was ever written through one.
            return problem == null ? makeLinks() : problem;
        } catch (EOFException | IllegalArgumentException broken) {
            return cut();
        }
    }

    private static Problem cut() {
        return Restoration.problem(
                "the backup ends before its end", "It was cut off: use another one.");
    }

    private @Nullable Problem take(TarArchiveEntry entry) throws IOException {
        Path path = place(entry.getName());
        if (path == null) {
            return Restoration.problem(
                    "the backup has an entry outside of its folder", "Do not use it.");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
            links.put(path, entry.getLinkName());
        } else if (entry.isFile()) {
            digests.put(entry.getName(), write(path, (entry.getMode() & 0100) != 0));
        }
        return null;
    }

    private @Nullable Path place(String name) {
        try {
            Path path = folder.resolve(name).normalize();
            return path.startsWith(folder) && !path.equals(folder) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private String write(Path path, boolean executable) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        MessageDigest digest = Sha256.start();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(path), digest)) {
            bytes += tar.transferTo(out);
        }
        privately(path, executable ? "rwx------" : "rw-------");
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void privately(Path path, String permissions) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private @Nullable Problem compare() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(tar, UTF_8));
        long matching = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("  ", 2);
            String found = parts.length == 2 ? digests.get(parts[1]) : null;
            if (found == null || !found.equals(parts[0])) {
                return Restoration.problem(
                        "'" + (parts.length == 2 ? parts[1] : line) + "' is damaged in the backup",
                        "Use another backup.");
            }
            matching++;
        }
        return matching < digests.size() ? cut() : null;
    }

    private @Nullable Problem makeLinks() throws IOException {
        for (Map.Entry<Path, String> link : links.entrySet()) {
            Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
        }
        return null;
    }
}
