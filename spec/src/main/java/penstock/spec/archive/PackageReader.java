package penstock.spec.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Reading;
import penstock.spec.Span;

/**
 * Finds the pipeline document in an uploaded file: a YAML or JSON file by its name, else a zip or a
 * gzipped tar by its first bytes. In an archive the member {@code pipeline.yaml} is taken, else the
 * first member.
 */
public final class PackageReader {
    private static final String PACK =
            "upload a .yaml or .json file, or a .zip or .tar.gz with a pipeline.yaml in it";

    private final PackageLimits limits;

    /** A reader that refuses what is beyond {@code limits}. */
    public PackageReader(PackageLimits limits) {
        this.limits = limits;
    }

    /** The document in the file called {@code fileName}. */
    public Reading<Found> read(String fileName, byte[] bytes) {
        if (bytes.length > limits.rawBytes()) {
            return refused(
                    DiagnosticCode.ARCHIVE_TOO_LARGE,
                    "the file has " + bytes.length + " bytes (limit: " + limits.rawBytes() + ")",
                    "leave data out of the package");
        }
        return isDocument(fileName.toLowerCase(Locale.ROOT))
                ? new Reading.Done<>(new Found(fileName, bytes), List.of())
                : readArchive(fileName, bytes);
    }

    private Reading<Found> readArchive(String fileName, byte[] bytes) {
        try {
            return unpack(fileName, bytes);
        } catch (ArchiveRefusedException e) {
            return refused(e.code(), e.text(), e.hint());
        } catch (IOException e) {
            String reason = Objects.requireNonNullElse(e.getMessage(), "it ends too early");
            return refused(
                    DiagnosticCode.BAD_ARCHIVE, "the archive cannot be read: " + reason, PACK);
        }
    }

    private Reading<Found> unpack(String fileName, byte[] bytes) throws IOException {
        if (startsWith(bytes, 'P', 'K')) {
            return fromZip(bytes);
        }
        return startsWith(bytes, 0x1F, 0x8B) ? fromTar(bytes) : unknownKind(fileName);
    }

    private static boolean isDocument(String name) {
        return isYaml(name) || name.endsWith(".json");
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static Reading<Found> unknownKind(String fileName) {
        boolean python = fileName.endsWith(".py");
        return refused(
                DiagnosticCode.UNKNOWN_FILE_KIND,
                "'" + fileName + "' is neither YAML nor JSON nor an archive",
                python ? "compile it first: kfp dsl compile --py FILE --output FILE.yaml" : PACK);
    }

    private static Reading<Found> refused(DiagnosticCode code, String message, String hint) {
        return new Reading.Refused<>(List.of(Diagnostic.error(code, Span.START, message, hint)));
    }

    private Reading<Found> fromZip(byte[] bytes) throws IOException {
        try (ZipFile zip =
                ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                        .get()) {
            Choice<ZipArchiveEntry> choice = choose(zip);
            try (InputStream in = zip.getInputStream(choice.value())) {
                return found(choice.name(), in.readNBytes(limits.memberBytes() + 1));
            }
        }
    }

    private Choice<ZipArchiveEntry> choose(ZipFile zip) throws ArchiveRefusedException {
        Choice<ZipArchiveEntry> choice = new Choice<>(limits);
        Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
        while (entries.hasMoreElements()) {
            ZipArchiveEntry entry = entries.nextElement();
            if (choice.accepts(entry.getName(), entry.isDirectory(), entry.isUnixSymlink())) {
                choice.take(entry.getName(), entry);
            }
        }
        return choice;
    }

    private Reading<Found> fromTar(byte[] bytes) throws IOException {
        InputStream raw = new ByteArrayInputStream(bytes);
        InputStream plain =
                GzipCompressorInputStream.builder()
                        .setInputStream(raw)
                        .setDecompressConcatenated(true)
                        .get();
        InputStream bounded = new BoundedInputStream(plain, limits.expandedBytes());
        try (TarArchiveInputStream tar = new TarArchiveInputStream(bounded)) {
            Choice<byte[]> choice = choose(tar);
            return found(choice.name(), choice.value());
        }
    }

    private Choice<byte[]> choose(TarArchiveInputStream tar) throws IOException {
        Choice<byte[]> choice = new Choice<>(limits);
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            boolean link = !entry.isFile() || entry.isLink() || entry.isSymbolicLink();
            if (choice.accepts(entry.getName(), entry.isDirectory(), link)) {
                choice.take(entry.getName(), tar.readNBytes(limits.memberBytes() + 1));
            }
        }
        return choice;
    }

    private Reading<Found> found(String name, byte[] bytes) {
        if (bytes.length > limits.memberBytes()) {
            return refused(
                    DiagnosticCode.ARCHIVE_TOO_LARGE,
                    "'" + name + "' has more than " + limits.memberBytes() + " bytes when unpacked",
                    "leave data out of the package");
        }
        if (!isYaml(name.toLowerCase(Locale.ROOT))) {
            return refused(
                    DiagnosticCode.NO_PIPELINE_IN_ARCHIVE,
                    "the first member of the archive is '" + name + "' (expected: pipeline.yaml)",
                    "put the compiled pipeline into the archive as pipeline.yaml");
        }
        return new Reading.Done<>(new Found(name, bytes), List.of());
    }
}
