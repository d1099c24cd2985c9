package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that show a construct each, on a real server. */
class ExamplesTest {

    @TempDir private Path data;

    @Test
    void everyExampleDoesWhatItShows() throws Exception {
        Path folder = Shared.root().resolve("examples/constructs");
        try (ServerProcess server = ServerProcess.start(data)) {
            Corpus examples = new Corpus(folder, server.api(), Corpus.resource("/examples.json"));
            examples.provide(Corpus.resource("/examples-secrets.json"));
            List<Corpus.Row> rows = examples.run(_ -> {});
            assertThat(rows).isNotEmpty().allMatch(row -> row.remark().isEmpty());
            assertThat(examples.forgotten()).isEmpty();
            server.stop();
        }
    }
}
