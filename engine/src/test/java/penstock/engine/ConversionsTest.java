package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import penstock.plan.ParameterType;
import penstock.plan.Value;

class ConversionsTest {

    private static final Value BOOL = new Value.Bool(true);
    private static final Value INT = new Value.Int(3);
    private static final Value REAL = new Value.Real(0.25);
    private static final Value TEXT = new Value.Text("3");
    private static final Value LIST = new Value.Items(List.of(INT));
    private static final Value STRUCT = Value.EMPTY_STRUCT;

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(ParameterType.NUMBER_INTEGER, List.of(INT, REAL)),
                arguments(ParameterType.NUMBER_DOUBLE, List.of(INT, REAL)),
                arguments(ParameterType.BOOLEAN, List.of(BOOL)),
                arguments(ParameterType.LIST, List.of(LIST)),
                arguments(ParameterType.STRUCT, List.of(STRUCT)),
                arguments(ParameterType.TASK_FINAL_STATUS, List.of(STRUCT)),
                arguments(ParameterType.TASK_CONFIG, List.of(STRUCT)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyTypeButStringTakesItsOwnKindUnchanged(ParameterType type, List<Value> accepted) {
        for (Value value : List.of(BOOL, INT, REAL, TEXT, LIST, STRUCT)) {
            assertThat(Conversions.convert(value, type))
                    .as("%s as %s", value, type)
                    .isEqualTo(accepted.contains(value) ? value : null);
        }
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments(BOOL, "true"),
                arguments(INT, "3"),
                arguments(REAL, "0.25"),
                arguments(TEXT, "3"),
                arguments(LIST, "[3]"),
                arguments(STRUCT, "{}"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void stringTakesAnythingAsText(Value value, String text) {
        assertThat(Conversions.convert(value, ParameterType.STRING))
                .isEqualTo(new Value.Text(text));
    }
}
