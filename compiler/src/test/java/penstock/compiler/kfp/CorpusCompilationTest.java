package penstock.compiler.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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

    @Test
    void compilesEveryPipelineOrNamesWhatCannotRunYet() throws IOException {
        List<String> table = new ArrayList<>();
        List<String> surprises = new ArrayList<>();
        for (Path file : SharedCorpus.files("kfp-v2")) {
            List<Diagnostic> errors =
                    compile(file).diagnostics().stream()
                            .filter(d -> d.severity() == Severity.ERROR)
                            .toList();
            TreeSet<String> codes = new TreeSet<>();
            errors.forEach(d -> codes.add(d.code().id()));
            String name = String.valueOf(file.getFileName());
            table.add(String.format("%-75s %s", name, codes.isEmpty() ? "compiles" : codes));
            errors.stream()
                    .filter(d -> !d.code().id().endsWith("-not-supported"))
                    .forEach(d -> surprises.add(name + ":" + d));
        }
        table.forEach(System.out::println);
        assertThat(surprises).isEmpty();
        assertThat(table).filteredOn(row -> row.endsWith("compiles")).hasSizeGreaterThan(40);
    }

    @Test
    void compilesTheSeedsOfVersionTwoAndNamesTheOthers() throws IOException {
        List<Path> seeds = SharedCorpus.files("seeds/compiled");
        assertThat(seeds).isNotEmpty();
        for (Path seed : seeds) {
            List<DiagnosticCode> errors =
                    compile(seed).diagnostics().stream()
                            .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                            .map(Diagnostic::code)
                            .toList();
            String name = String.valueOf(seed.getFileName());
            List<DiagnosticCode> expected =
                    name.contains("kfp-2.") ? List.of() : List.of(DiagnosticCode.FOREIGN_DOCUMENT);
            assertThat(errors).as(name).isEqualTo(expected);
        }
    }

    @Test
    void refusesEveryInvalidUpload() throws IOException {
        for (Path file : SharedCorpus.files("kfp-v2-invalid")) {
            assertThat(compile(file)).as("%s", file).isInstanceOf(Compilation.Refused.class);
        }
    }

    private Compilation compile(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        return switch (packages.read(name, Files.readAllBytes(file))) {
            case Reading.Done<Found>(var found, var _) -> frontend.compile(found.bytes());
            case Reading.Refused<Found>(var diagnostics) -> new Compilation.Refused(diagnostics);
        };
    }
}
