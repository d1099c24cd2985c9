package penstock.compiler.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.plan.ValueText;

class JsonValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1",
                "1.0 | 1",
                "-0.5 | -0.5",
                "1e3 | 1000",
                "9007199254740993 | 9007199254740993",
                "true | true",
                "null | null",
                "\"a\\n\" | \"a\\n\"",
                "[] | []",
                "{\"b\": 1, \"a\": {\"c\": [1, \"2\"]}} | {\"a\":{\"c\":[1,\"2\"]},\"b\":1}"
            })
    void readsJson(String text, String expected) {
        assertThat(JsonValues.parse(text))
                .isInstanceOfSatisfying(
                        JsonValues.Parsed.class,
                        parsed -> assertThat(ValueText.json(parsed.value())).isEqualTo(expected));
    }

    @Test
    void readsWholeNumbersBeyondALongAsReal() {
        assertThat(JsonValues.parse("123456789012345678901234567890"))
                .isInstanceOf(JsonValues.Parsed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "yes",
                "'a'",
                "[1",
                "{\"a\": 1, \"a\": 2}",
                "1e999",
                "1\n---\n2",
                "true or",
                "[1] 2",
                "&a [1]"
            })
    void refusesOtherText(String text) {
        assertThat(JsonValues.parse(text)).isInstanceOf(JsonValues.Malformed.class);
    }
}
