package penstock.spec.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.spec.DiagnosticCode;
import penstock.spec.Reading;

class PackageReaderTest {
    private static final String DOCUMENT = "pipelineInfo: {name: x}";

    private final PackageReader reader = new PackageReader(PackageLimits.DEFAULT);

    /** An entry to pack; without content a folder. */
    private record Entry(String name, @Nullable String content) {}

    enum Kind {
        ZIP,
        TAR
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.yaml", "P.YML", "p.json", "dir/p.yaml"})
    void takesDocumentsByName(String name) {
        assertThat(found(reader.read(name, bytes(DOCUMENT))).bytes()).isEqualTo(bytes(DOCUMENT));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void prefersPipelineYamlOverTheFirstMember(Kind kind) throws IOException {
        byte[] archive =
                pack(
                        kind,
                        new Entry("dir/", null),
                        new Entry("first.yaml", "a"),
                        new Entry("pipeline.yaml", DOCUMENT),
                        new Entry("z.yaml", "b"));
        assertThat(found(reader.read("x", archive)).name()).isEqualTo("pipeline.yaml");
        assertThat(found(reader.read("x.tar.gz", archive)).bytes()).isEqualTo(bytes(DOCUMENT));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void takesTheFirstMemberOtherwise(Kind kind) throws IOException {
        byte[] archive =
                pack(kind, new Entry("./deep/first.yml", DOCUMENT), new Entry("b.yaml", "b"));
        assertThat(found(reader.read("x.zip", archive)).name()).endsWith("first.yml");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesArchivesWithoutADocument(Kind kind) throws IOException {
        refused(pack(kind), DiagnosticCode.NO_PIPELINE_IN_ARCHIVE);
        refused(pack(kind, new Entry("only/", null)), DiagnosticCode.NO_PIPELINE_IN_ARCHIVE);
        refused(
                pack(kind, new Entry("readme.txt", DOCUMENT), new Entry("p.yaml", DOCUMENT)),
                DiagnosticCode.NO_PIPELINE_IN_ARCHIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/p.yaml", "../p.yaml", "a/../../p.yaml", "C:\\p.yaml", "a\\..\\p"})
    void refusesPathsThatLeaveTheArchive(String name) throws IOException {
        byte[] zip =
                pack(Kind.ZIP, new Entry("pipeline.yaml", DOCUMENT), new Entry(name, DOCUMENT));
        refused(zip, DiagnosticCode.UNSAFE_ARCHIVE_ENTRY);
    }

    @Test
    void refusesLinks() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            TarArchiveEntry link = new TarArchiveEntry("pipeline.yaml", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        refused(out.toByteArray(), DiagnosticCode.UNSAFE_ARCHIVE_ENTRY);

        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(zipped)) {
            ZipArchiveEntry link = new ZipArchiveEntry("pipeline.yaml");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write(bytes("/etc/passwd"));
            zip.closeArchiveEntry();
        }
        refused(zipped.toByteArray(), DiagnosticCode.UNSAFE_ARCHIVE_ENTRY);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesWhatUnpacksToTooMuch(Kind kind) throws IOException {
        PackageReader small = new PackageReader(new PackageLimits(1 << 20, 1_000, 100_000, 5));
        byte[] member = pack(kind, new Entry("pipeline.yaml", "0".repeat(1_001)));
        assertThat(code(small.read("x", member))).isEqualTo(DiagnosticCode.ARCHIVE_TOO_LARGE);
        Entry[] many = new Entry[6];
        Arrays.setAll(many, i -> new Entry("f" + i + ".yaml", DOCUMENT));
        assertThat(code(small.read("x", pack(kind, many))))
                .isEqualTo(DiagnosticCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void refusesATarBombBeforeItIsUnpacked() throws IOException {
        PackageReader small = new PackageReader(new PackageLimits(1 << 20, 1_000, 100_000, 100));
        byte[] bomb =
                pack(
                        Kind.TAR,
                        new Entry("pipeline.yaml", DOCUMENT),
                        new Entry("zeros", "0".repeat(10_000_000)));
        assertThat(code(small.read("x", bomb))).isEqualTo(DiagnosticCode.ARCHIVE_TOO_LARGE);
        assertThat(code(small.read("x", new byte[(1 << 20) + 1])))
                .isEqualTo(DiagnosticCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void refusesDamagedArchivesAndOtherFiles() throws IOException {
        byte[] zip = pack(Kind.ZIP, new Entry("pipeline.yaml", DOCUMENT));
        refused(Arrays.copyOf(zip, zip.length - 30), DiagnosticCode.BAD_ARCHIVE);
        refused(bytes("PK"), DiagnosticCode.BAD_ARCHIVE);
        byte[] tar = pack(Kind.TAR, new Entry("pipeline.yaml", "0".repeat(5_000)));
        refused(Arrays.copyOf(tar, tar.length / 2), DiagnosticCode.BAD_ARCHIVE);
        refused(new byte[] {0x1F, (byte) 0x8B}, DiagnosticCode.BAD_ARCHIVE);
        refused(bytes("hello"), DiagnosticCode.UNKNOWN_FILE_KIND);
        refused(new byte[0], DiagnosticCode.UNKNOWN_FILE_KIND);
        assertThat(reader.read("p.py", bytes("import kfp")).diagnostics().getFirst().hint())
                .contains("compile it first");
    }

    private void refused(byte[] file, DiagnosticCode code) {
        assertThat(code(reader.read("upload", file))).isEqualTo(code);
    }

    private static DiagnosticCode code(Reading<Found> reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return reading.diagnostics().getFirst().code();
    }

    private static Found found(Reading<Found> reading) {
        assertThat(reading.diagnostics()).isEmpty();
        return ((Reading.Done<Found>) reading).value();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pack(Kind kind, Entry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (kind) {
            case ZIP -> zip(out, List.of(entries));
            case TAR -> tar(out, List.of(entries));
        }
        return out.toByteArray();
    }

    private static void zip(OutputStream out, List<Entry> entries) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            for (Entry entry : entries) {
                zip.putArchiveEntry(new ZipArchiveEntry(entry.name()));
                if (entry.content() != null) {
                    zip.write(bytes(entry.content()));
                }
                zip.closeArchiveEntry();
            }
        }
    }

    private static void tar(OutputStream out, List<Entry> entries) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (Entry entry : entries) {
                TarArchiveEntry header = new TarArchiveEntry(entry.name());
                header.setSize(entry.content() == null ? 0 : entry.content().length());
                tar.putArchiveEntry(header);
                if (entry.content() != null) {
                    tar.write(bytes(entry.content()));
                }
                tar.closeArchiveEntry();
            }
        }
    }
}
