package penstock.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import penstock.compiler.cel.CelEvaluator;
import penstock.compiler.kfp.KfpFrontend;
import penstock.spec.Diagnostic;
import penstock.spec.document.Limits;

/**
 * Compiles the documents below {@code src/test/golden} and compares plan and diagnostics with the
 * files beside them. {@code ./dev golden --update} writes those files anew.
 */
@Tag("golden")
class GoldenTest {
    private static final Path FOLDER =
            Path.of(Objects.requireNonNullElse(System.getProperty("penstock.root"), ".."))
                    .resolve("compiler/src/test/golden");

    private final KfpFrontend frontend = new KfpFrontend(Limits.DEFAULT, new CelEvaluator());

    @TestFactory
    Stream<DynamicTest> compilesAsBefore() throws IOException {
        try (Stream<Path> cases = Files.list(FOLDER)) {
            List<Path> sorted = cases.filter(Files::isDirectory).sorted().toList();
            assertThat(sorted).hasSizeGreaterThan(20);
            return sorted.stream()
                    .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> check(c)));
        }
    }

    private void check(Path folder) throws IOException {
        Compilation compilation =
                frontend.compile(Files.readAllBytes(folder.resolve("input.yaml")));
        StringBuilder diagnostics = new StringBuilder();
        for (Diagnostic diagnostic : compilation.diagnostics()) {
            diagnostics.append(diagnostic).append('\n');
        }
        String plan =
                compilation instanceof Compilation.Compiled compiled
                        ? PlanText.of(compiled.plan())
                        : "";
        compare(folder.resolve("plan.txt"), plan);
        compare(folder.resolve("diagnostics.txt"), diagnostics.toString());
    }

    /** An empty text is kept as no file. */
    private static void compare(Path file, String actual) throws IOException {
        if (Boolean.getBoolean("penstock.update")) {
            if (actual.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, actual);
            }
        }
        String expected = Files.exists(file) ? Files.readString(file) : "";
        assertThat(Arrays.asList(actual.split("\n")))
                .isEqualTo(Arrays.asList(expected.split("\n")));
    }
}
