package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.testkit.Sdk;

/** The examples' documents are what the real SDKs make of their sources. */
@Tag("sdk")
class ExampleSourcesTest {
    @TempDir private Path folder;

    @Test
    void everyExampleIsWhatItsSourceCompilesTo() throws IOException {
        Sdk modern = present(Sdk.findWithKubernetes(Sdk.MODERN));
        Sdk old = present(Sdk.find(Sdk.OLD));
        List<String> compiled = new ArrayList<>();
        for (Path source : sources()) {
            Path document = document(source);
            Sdk sdk = document.toString().endsWith(".json") ? old : modern;
            Path copy = copied(source, folder.resolve(Integer.toString(compiled.size())));

            Sdk.Ended ended = sdk.pythonIn(folder, copy.toString());

            assertThat(ended.code()).as(source + ": " + ended.output()).isZero();
            Path made = copy.resolveSibling(document.getFileName());
            assertThat(text(made)).as("%s", source).isEqualTo(text(document));
            compiled.add(source.getFileName().toString());
        }
        assertThat(compiled).hasSizeGreaterThan(12).contains("pipeline.py", "loops.py");
    }

    private static Sdk present(@Nullable Sdk sdk) {
        assumeTrue(sdk != null, "kfp cannot be installed here: no python3 or no network");
        return sdk;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Shared.root().resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".py")).sorted().toList();
        }
    }

    /** The source with the data beside it, and no document. */
    private static Path copied(Path source, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(source.getParent())) {
            for (Path file : files.toList()) {
                if (file.equals(source) || file.toString().endsWith(".csv")) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        return to.resolve(source.getFileName());
    }

    private static Path document(Path source) {
        String name = source.toString().replaceFirst("\\.py$", "");
        Path json = Path.of(name + ".json");
        return Files.exists(json) ? json : Path.of(name + ".yaml");
    }

    /** Comments hold the name and the description, which other SDKs lay out in another way. */
    private static String text(Path document) throws IOException {
        return Files.readString(document)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }
}
