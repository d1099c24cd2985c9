package penstock.runner.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import penstock.runner.python.Recognition.Executor;
import penstock.runner.python.Recognition.Recognised;

class BootstrapCorpusTest {
    @Test
    void recognisesEveryLightweightComponentOfTheCorpus() throws IOException {
        Path corpus = shared().resolve("corpus/kfp-v2");
        assumeTrue(Files.isDirectory(corpus), "no corpus at " + corpus);

        int lightweight = 0;
        List<String> missed = new ArrayList<>();
        for (List<String> argv : commandLines(corpus)) {
            if (argv.stream().noneMatch(word -> word.contains("--component_module_path"))) {
                continue;
            }
            lightweight++;
            if (!(Bootstrap.recognise(argv) instanceof Recognised step
                    && step.program() instanceof Executor)) {
                missed.add(argv.toString());
            }
        }
        assertThat(missed).isEmpty();
        assertThat(lightweight).isGreaterThan(100);
    }

    private static List<List<String>> commandLines(Path corpus) throws IOException {
        List<List<String>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(corpus)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    LoadSettings settings =
                            LoadSettings.builder().setLabel(file.toString()).build();
                    new Load(settings)
                            .loadAllFromReader(reader)
                            .forEach(document -> collect(document, found));
                }
            }
        }
        return found;
    }

    private static void collect(Object node, List<List<String>> found) {
        if (node instanceof Map<?, ?> map) {
            if (map.get("container") instanceof Map<?, ?> container
                    && container.get("command") instanceof List<?> command) {
                List<String> argv = new ArrayList<>();
                command.forEach(word -> argv.add(String.valueOf(word)));
                if (container.get("args") instanceof List<?> args) {
                    args.forEach(word -> argv.add(String.valueOf(word)));
                }
                found.add(argv);
            }
            map.values().forEach(value -> collect(value, found));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(value, found));
        }
    }

    private static Path shared() {
        String set = System.getenv("PENSTOCK_SHARED");
        Path root = Path.of(System.getProperty("penstock.root", ".."));
        return set == null ? root.resolve("../shared").normalize() : Path.of(set);
    }
}
