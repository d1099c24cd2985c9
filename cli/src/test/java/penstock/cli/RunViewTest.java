package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RunViewTest {

    @Test
    void rowsStandInTheOrderOfTheirStartsHoweverManyDigitsTheirTimesHave() throws Exception {
        var rows =
                new ObjectMapper()
                        .readTree(
                                """
                                [{"path": "never"},
                                 {"path": "third", "started_at": "2026-11-24T05:00:00.25Z"},
                                 {"path": "second", "started_at": "2026-11-24T05:00:00.000123Z"},
                                 {"path": "first", "started_at": "2026-11-24T05:00:00Z"}]
                                """);

        assertThat(RunView.byStart(rows))
                .extracting(row -> row.path("path").asText())
                .containsExactly("first", "second", "third", "never");
    }
}
