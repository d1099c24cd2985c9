package penstock.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
    @Test
    void splitsAtBlanksAndKeepsWhatQuotesHold() {
        assertThat(ShellWords.split("a  'b c'\t\"d 'e'\" f'g'\"h\" ''"))
                .contains(List.of("a", "b c", "d 'e'", "fgh", ""));
    }

    @Test
    void joinsContinuedLines() {
        assertThat(ShellWords.split("a \\\n    b")).contains(List.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a $b", "a `b`", "a; b", "a & b", "a | b", "a > b", "a < b", "(a)", "a*", "a?",
                "[a]", "~a", "a # b", "{a,b}", "a\nb", "a\\b", "'a", "\"a", "\"$a\"", "\"a\\\"\"",
            })
    void refusesWhatOnlyAShellCanRead(String line) {
        assertThat(ShellWords.split(line)).isEmpty();
    }
}
