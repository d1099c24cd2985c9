package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.plan.Value;
import penstock.plan.ValueText;

class JsonTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|[]",
                " [ 1 , -2.5e1,true,false ,null ]|[1,-25,true,false,null]",
                "{\"b\": {\"c\": []}, \"a\":\"x\"}|{\"a\":\"x\",\"b\":{\"c\":[]}}",
                "\"\\u00e9\\n\\\"\\\\\\/\"|\"é\\n\\\"\\\\/\"",
                "{\"a\":1,\"a\":2}|{\"a\":2}",
                "1.5|1.5"
            })
    void readsJson(String text, String meaning) {
        Value value = JsonText.read(text);

        assertThat(value).isNotNull();
        assertThat(ValueText.json(value)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "[", "[1", "[1,", "[1,]", "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{a:1}",
                "tru", "truefalse", "01", "1.", ".5", "+1", "1e999", "NaN", "'a'", "\"a", "\"\n\"",
                "\"\\x\"", "\"\\u12\"", "[1]]", "[1]\uffff", "a"
            })
    void readsNothingElse(String text) {
        assertThat(JsonText.read(text)).isNull();
    }

    @Test
    void readsWholeNumbersAsSuch() {
        assertThat(JsonText.read("3.0")).isEqualTo(new Value.Int(3));
        assertThat(JsonText.read("0.1")).isEqualTo(new Value.Real(0.1));
    }

    @Test
    void givesUpWhereNestingHasNoEnd() {
        assertThat(JsonText.read("[".repeat(200) + "]".repeat(200))).isNotNull();
        assertThat(JsonText.read("[".repeat(201) + "]".repeat(201))).isNull();
        assertThat(JsonText.read("[".repeat(1_000_000))).isNull();
    }
}
