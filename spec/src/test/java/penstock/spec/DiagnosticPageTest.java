package penstock.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DiagnosticPageTest {
    @Test
    void explainsEveryCodeOnceInTheOrderOfTheirDeclaration() throws IOException {
        Path root = Path.of(Objects.requireNonNullElse(System.getProperty("penstock.root"), ".."));
        List<String> lines = Files.readAllLines(root.resolve("docs/diagnostics.md"));
        List<String> explained =
                lines.stream()
                        .filter(line -> line.startsWith("### "))
                        .map(line -> line.substring(4))
                        .toList();
        List<String> codes =
                Arrays.stream(DiagnosticCode.values()).map(DiagnosticCode::id).toList();
        assertThat(explained).containsExactlyElementsOf(codes);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("### ")) {
                assertThat(lines.get(i + 1)).as(lines.get(i)).isNotBlank();
            }
        }
    }
}
