package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.control.retention.Limits;
import penstock.control.retention.RetentionRules;
import penstock.engine.Phase;

class RetentionSettingsTest {

    @TempDir private Path data;

    private RetentionSettings read(String text) throws IOException, StartRefused {
        Files.writeString(data.resolve(Settings.FILE), text);
        Settings _ = Settings.read(data);
        return RetentionSettings.read(data);
    }

    @Test
    void withoutASectionNothingGoes() throws IOException, StartRefused {
        assertThat(RetentionSettings.read(data)).isEqualTo(RetentionSettings.DEFAULT);
        assertThat(read("cache: {enabled: true}").rules()).isEqualTo(RetentionRules.NONE);
    }

    @Test
    void limitsAreForAllOutcomesOrForEach() throws IOException, StartRefused {
        RetentionSettings settings =
                read(
                        """
                        retention:
                          runs: {max_age: {succeeded: P30D, canceled: P1D}, max_count: 100}
                          logs: {max_age: P7D}
                          cache: {unused: P60D}
                          downloads: {unused: P90D}
                          environments: {max_bytes: 5Gi}
                          experiments:
                            nightly: {runs: {max_count: {failed: 3}}}
                          namespaces:
                            team: {artifacts: {max_age: PT12H}}
                        """);
        RetentionRules rules = settings.rules();
        Limits runs = rules.usual().runs();
        assertThat(runs).isNotNull();
        assertThat(runs.maxAge())
                .containsEntry(Phase.SUCCEEDED, Duration.ofDays(30))
                .containsEntry(Phase.CANCELED, Duration.ofDays(1))
                .hasSize(2);
        assertThat(runs.maxCount()).hasSize(3).containsEntry(Phase.FAILED, 100L);
        assertThat(rules.terms("", "nightly").runs())
                .isNotNull()
                .extracting(Limits::maxCount)
                .hasToString("{FAILED=3}");
        assertThat(rules.terms("team", "x").artifacts())
                .isNotNull()
                .extracting(limits -> limits.maxAge().get(Phase.FAILED))
                .isEqualTo(Duration.ofHours(12));
        assertThat(rules.results()).isEqualTo(Duration.ofDays(60));
        assertThat(rules.downloads()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.environmentBytes()).isEqualTo(5L << 30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retention: {run: {}} | unknown setting 'run'",
                "retention: {runs: {max_age: 30}} | ISO-8601",
                "retention: {runs: {max_age: {skipped: P1D}}} | unknown setting 'skipped'",
                "retention: {runs: {max_count: many}} | a number of runs",
                "retention: {runs: {max_count: -1}} | a number of runs",
                "retention: {cache: {}} | 'unused'",
                "retention: {cache: {age: P1D}} | unknown setting 'age'",
                "retention: {environments: {max_bytes: lots}} | a number of bytes",
                "retention: {experiments: {a: {cache: {unused: P1D}}}} | unknown setting 'cache'",
                "retention: [] | a map"
            })
    void faultsNameTheirLine(String text, String expected) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("penstock.yaml:1:")
                .hasMessageContaining(expected);
    }
}
