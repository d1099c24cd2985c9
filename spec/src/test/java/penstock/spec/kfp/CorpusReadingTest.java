package penstock.spec.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.spec.Reading;
import penstock.spec.SharedCorpus;
import penstock.spec.archive.Found;
import penstock.spec.archive.PackageLimits;
import penstock.spec.archive.PackageReader;
import penstock.spec.document.Limits;

class CorpusReadingTest {
    private final PackageReader packages = new PackageReader(PackageLimits.DEFAULT);
    private final KfpReader reader = new KfpReader(Limits.DEFAULT);

    @Test
    void readsEveryValidDocumentWithoutARemark() throws IOException {
        List<String> remarks = new ArrayList<>();
        List<Path> files = SharedCorpus.files("kfp-v2");
        for (Path file : files) {
            read(file).diagnostics().forEach(d -> remarks.add(file.getFileName() + ":" + d));
        }
        assertThat(files).hasSizeGreaterThan(100);
        assertThat(remarks).isEmpty();
    }

    @Test
    void refusesEveryInvalidDocument() throws IOException {
        for (Path file : SharedCorpus.files("kfp-v2-invalid")) {
            assertThat(read(file)).as(file.toString()).isInstanceOf(Reading.Refused.class);
        }
    }

    private Reading<KfpDocument> read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        return switch (packages.read(name, Files.readAllBytes(file))) {
            case Reading.Done<Found>(var found, var _) -> reader.read(found.bytes());
            case Reading.Refused<Found>(var diagnostics) -> new Reading.Refused<>(diagnostics);
        };
    }
}
