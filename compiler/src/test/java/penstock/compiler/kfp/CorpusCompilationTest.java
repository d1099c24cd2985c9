package penstock.compiler.kfp;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.spec.DiagnosticCode.ROOT_ARTIFACT_REQUIRED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.compiler.Compilation;
import penstock.compiler.SharedCorpus;
import penstock.compiler.cel.CelEvaluator;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Reading;
import penstock.spec.Severity;
import penstock.spec.archive.Found;
import penstock.spec.archive.PackageLimits;
import penstock.spec.archive.PackageReader;
import penstock.spec.document.Limits;

class CorpusCompilationTest {
    private final PackageReader packages = new PackageReader(PackageLimits.DEFAULT);
    private final KfpFrontend frontend = new KfpFrontend(Limits.DEFAULT, new CelEvaluator());

    /** Pipelines that require artifacts as their own inputs, which no run can be given. */
    private static final List<String> SHORT_OF_ARTIFACTS =
            List.of(
                    "component_with_metadata_fields.yaml",
                    "input_artifact.yaml",
                    "pipeline_with_metadata_fields.yaml",
                    "pipeline_with_various_io_types.yaml");

    @Test
    void compilesEveryPipelineAndWarnsOfArtifactsThatNoRunCanBeGiven() throws IOException {
        List<Path> files = SharedCorpus.files("kfp-v2");
        assertThat(files).hasSizeGreaterThan(100);
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            assertThat(codes(file, Severity.WARNING).contains(ROOT_ARTIFACT_REQUIRED))
                    .as(name)
                    .isEqualTo(SHORT_OF_ARTIFACTS.contains(name));
            assertThat(codes(file, Severity.ERROR)).as(name).isEmpty();
        }
    }

    @Test
    void compilesTheSeedsOfVersionTwoAndNamesTheOthers() throws IOException {
        List<Path> seeds = SharedCorpus.files("seeds/compiled");
        assertThat(seeds).isNotEmpty();
        for (Path seed : seeds) {
            String name = String.valueOf(seed.getFileName());
            List<DiagnosticCode> expected =
                    name.contains("kfp-2.") ? List.of() : List.of(DiagnosticCode.FOREIGN_DOCUMENT);
            assertThat(codes(seed, Severity.ERROR)).as(name).isEqualTo(expected);
        }
    }

    @Test
    void refusesEveryInvalidUpload() throws IOException {
        for (Path file : SharedCorpus.files("kfp-v2-invalid")) {
            assertThat(compile(file)).as("%s", file).isInstanceOf(Compilation.Refused.class);
        }
    }

    private List<DiagnosticCode> codes(Path file, Severity severity) throws IOException {
        return compile(file).diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == severity)
                .map(Diagnostic::code)
                .distinct()
                .toList();
    }

    private Compilation compile(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        return switch (packages.read(name, Files.readAllBytes(file))) {
            case Reading.Done<Found>(var found, var _) -> frontend.compile(found.bytes());
            case Reading.Refused<Found>(var diagnostics) -> new Compilation.Refused(diagnostics);
        };
    }
}
