package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pipelines on a real server. */
class CorpusTest {

    @TempDir private Path data;

    @Test
    void everyPipelineInScopeReachesItsExpectedEnd() throws Exception {
        Path folder = Shared.folder("corpus/kfp-v2");
        Files.writeString(data.resolve("penstock.yaml"), "images: {\"jetbrainsinfra/jq\": host}\n");
        try (ServerProcess server = ServerProcess.start(data)) {
            Corpus corpus = new Corpus(folder, server.api(), Corpus.resource("/corpus.json"));
            corpus.provide(Corpus.resource("/corpus-secrets.json"));
            List<Corpus.Row> rows = corpus.run(_ -> {});
            Files.write(
                    Path.of("target", "corpus.txt"),
                    rows.stream().map(Corpus.Row::toString).toList());
            assertThat(rows)
                    .filteredOn(row -> !row.got().equals("not run"))
                    .allMatch(row -> row.remark().isEmpty());
            assertThat(corpus.forgotten()).isEmpty();
            server.stop();
        }
    }
}
