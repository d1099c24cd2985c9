package penstock.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void timesInMillisecondsHaveThreeDigitsAndSortAsText() {
        assertThat(Times.millis(Instant.parse("2026-11-24T05:00:00Z")))
                .isEqualTo("2026-11-24T05:00:00.000Z");
        assertThat(Times.millis(Instant.parse("2026-11-24T05:00:00.123999Z")))
                .isEqualTo("2026-11-24T05:00:00.123Z");
    }

    @Test
    void timesInSecondsHaveNoFraction() {
        assertThat(Times.seconds(Instant.parse("2026-11-24T05:00:00.999Z")))
                .isEqualTo("2026-11-24T05:00:00Z");
    }
}
