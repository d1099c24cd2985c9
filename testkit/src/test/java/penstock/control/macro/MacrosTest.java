package penstock.control.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.plan.Value;

class MacrosTest {

    private static final Instant NOW = Instant.parse("2026-11-04T09:05:07.120Z");
    private static final Instant SCHEDULED = Instant.parse("2026-01-02T15:04:05Z");

    private static final Macros OF_A_SCHEDULE = new Macros("run-1", NOW, SCHEDULED, 7L);
    private static final Macros OF_ONE_RUN = new Macros("run-1", NOW, null, null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    [[RunUUID]]                                    | run-1
                    run [[Index]] of [[RunUUID]]                   | run 7 of run-1
                    [[CurrentTime]]                                | 20261104090507
                    [[ScheduledTime]]                              | 20260102150405
                    [[ScheduledTime.2006-01-02T15:04:05Z07:00]]    | 2026-01-02T15:04:05Z
                    [[CurrentTime.Mon Jan _2 3:04PM .000 06]]      | Wed Nov  4 9:05AM .120 26
                    [[CurrentTime.Monday, 02-January-06 .999 pm]]  | Wednesday, 04-November-26 .12 am
                    [[CurrentTime.002 -0700 -07:00 MST]]           | 308 +0000 +00:00 UTC
                    {{$.scheduledTime.strftime('%Y-%m-%d %H:%M')}} | 2026-01-02 15:04
                    {{$.currentTime.strftime('%s/%j/%e/%a/%p')}}   | 1793783107/308/ 4/Wed/AM
                    {{$.currentTime.strftime('%U %W %V %u %w %%')}} | 44 44 45 3 3 %
                    [[CurrentTime.]]x                              | x
                    """)
    void standFor(String text, String expected) {
        assertThat(expanded(OF_A_SCHEDULE, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[Unknown]]",
                "[[ RunUUID ]]",
                "[[]]",
                "{{$.currentTime}}",
                "{{$.currentTime.strftime('%Q')}}",
                "{{$.currentTime.strftime('%')}}",
                "{{$.inputs.parameters['x']}}",
                "[[RunUUID]",
                "$1 \\1 [x] {{y}}"
            })
    void whatIsNoMacroStaysAsItWasWritten(String text) {
        assertThat(expanded(OF_A_SCHEDULE, text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[ScheduledTime]]",
                "[[ScheduledTime.2006]]",
                "[[Index]]",
                "{{$.scheduledTime.strftime('%Y')}}"
            })
    void macrosOfSchedulesStayInARunThatNoScheduleStarted(String text) {
        assertThat(expanded(OF_ONE_RUN, text)).isEqualTo(text);
    }

    @Test
    void whatAMacroBringsInIsNotExpanded() {
        Macros macros = new Macros("[[Index]]", NOW, SCHEDULED, 7L);

        assertThat(expanded(macros, "[[RunUUID]]")).isEqualTo("[[Index]]");
    }

    @Test
    void onlyTextParametersAreLookedAt() {
        Value list = new Value.Items(List.of(new Value.Text("[[RunUUID]]")));

        assertThat(OF_ONE_RUN.expand(of(list))).isEqualTo(of(list));
    }

    private static String expanded(Macros macros, String text) {
        Value value = macros.expand(of(new Value.Text(text))).get("p");
        return value instanceof Value.Text(String written) ? written : "";
    }

    private static SortedMap<String, Value> of(Value value) {
        SortedMap<String, Value> parameters = new TreeMap<>();
        parameters.put("p", value);
        return parameters;
    }
}
