package penstock.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTextTest {

    @ParameterizedTest
    @CsvSource({
        "3.0, 3",
        "0.1, 0.1",
        "3.1415926, 3.1415926",
        "1234567.5, 1234567.5",
        "1e21, 1000000000000000000000",
        "1e-7, 0.0000001",
        "-2.50, -2.5",
        "0.0, 0"
    })
    void numbersAreWrittenWithoutExponentAndWithoutTrailingZeros(double number, String text) {
        assertThat(ValueText.plain(new Value.Real(number))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "3.0, 3",
        "0.1, 0.1",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e22, 1.5e+22",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "-2.5e-9, -2.5e-9"
    })
    void numbersInJsonHaveAnExponentWhereClustersWriteOne(double number, String json) {
        assertThat(ValueText.json(new Value.Real(number))).isEqualTo(json);
    }

    static List<Arguments> plainTexts() {
        return List.of(
                arguments(Value.NULL, ""),
                arguments(new Value.Bool(true), "true"),
                arguments(new Value.Bool(false), "false"),
                arguments(new Value.Int(Long.MIN_VALUE), "-9223372036854775808"),
                arguments(new Value.Text("as {{$}} is\n"), "as {{$}} is\n"),
                arguments(new Value.Items(List.of(new Value.Int(2), new Value.Int(4))), "[2,4]"));
    }

    @ParameterizedTest
    @MethodSource("plainTexts")
    void scalarsAreBareAndListsAreCompactJson(Value value, String text) {
        assertThat(ValueText.plain(value)).isEqualTo(text);
    }

    @Test
    void structsHaveSortedKeysAndNoSpaces() {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("z", Value.NULL);
        fields.put("a", new Value.Items(List.of(new Value.Text("x"), Value.EMPTY_STRUCT)));

        assertThat(ValueText.json(new Value.Struct(fields)))
                .isEqualTo("{\"a\":[\"x\",{}],\"z\":null}");
    }

    @Test
    void textIsEscapedAsJsonAsksAndNoFurther() {
        assertThat(ValueText.json(new Value.Text("\"\\\n\r\t\u0001<&>é日\u2028")))
                .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001<&>é日\u2028\"");
    }

    @Test
    void wholeNumbersAreIntegersUpToWhereDoublesAreExact() {
        assertThat(Value.number(3.0)).isEqualTo(new Value.Int(3));
        assertThat(Value.number(-0x1p53)).isEqualTo(new Value.Int(-(1L << 53)));
        assertThat(Value.number(0x1p54)).isEqualTo(new Value.Real(0x1p54));
        assertThat(Value.number(0.5)).isEqualTo(new Value.Real(0.5));
    }
}
