package penstock.compiler.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.compiler.json.JsonValues;
import penstock.plan.ExpressionEvaluator.Evaluation;
import penstock.plan.Value;

class CelEvaluatorTest {
    private final CelEvaluator evaluator = new CelEvaluator();
    private final SortedMap<String, Value> inputs = new TreeMap<>();

    CelEvaluatorTest() {
        inputs.put("five", new Value.Int(5));
        inputs.put("half", new Value.Real(0.5));
        inputs.put("minus", new Value.Real(-2.7));
        inputs.put("huge", new Value.Real(1e30));
        inputs.put("heads", new Value.Text("heads"));
        inputs.put("digits", new Value.Text("5"));
        inputs.put("yes", new Value.Bool(true));
        inputs.put("no", new Value.Bool(false));
        inputs.put("nothing", Value.NULL);
        inputs.put("list", new Value.Items(List.of(new Value.Int(1), new Value.Text("x"))));
        inputs.put("pipelinechannel--flip-Output", new Value.Text("heads"));
    }

    /** The SDK writes {@code item.rate > 5} with quotes, since it knows no type for fields. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "<l-loop-item-subvar-n> > '5' => true",
                "<l-loop-item-subvar-n> <= '5' => false",
                "'5' < <l-loop-item-subvar-n> => true",
                "<l-loop-item-subvar-n> == '20' => true",
                "<l-loop-item-subvar-n> == '20.0' => true",
                "<l-loop-item-subvar-n> != '20.0' => false",
                "<l-loop-item-subvar-n> == '2e1' => true",
                "<l-loop-item-subvar-n> != '5' => true",
                "<l-loop-item-subvar-n> > <loop-item-param-3> => true",
                "<l-loop-item-subvar-n> >= string(int($five)) => true",
                "<l-loop-item-subvar-s> > '5' => true",
                "<l-loop-item-subvar-s> == '5' => false",
                "!(<l-loop-item-subvar-n> > '5') && <l-loop-item-subvar-s> == 'x' => false",
                "<l-loop-item-subvar-s> == ' > ' || <loop-item-param-3> < '1' => false",
                "$digits > '10' => true",
            })
    void comparesItemsOfLoopsAsNumbersWhereBothAre(String expression, boolean expected) {
        inputs.put("l-loop-item-subvar-n", new Value.Text("20"));
        inputs.put("l-loop-item-subvar-s", new Value.Text("x"));
        inputs.put("loop-item-param-3", new Value.Text("3.5"));

        String items = expression.replaceAll("<([^<> ]+)>", "inputs.parameter_values['$1']");

        assertThat(condition(items)).isEqualTo(new Evaluation.Yielded(new Value.Bool(expected)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "$heads == 'heads' => true",
                "$heads != 'heads' => false",
                "$five == $five => true",
                "$yes == true => true",
                "int($five) == 5 => true",
                "int($five) > 5 => false",
                "int($five) >= int($half) => true",
                "int($digits) == 5 => true",
                "int($minus) == -2 => true",
                "double(int($five)) > 4.5 => true",
                "$half < 1.0 => true",
                "$half < 1 => true",
                "int($five) < 6 => true",
                "int($five) <= 5 => true",
                "int($five) != 5 => false",
                "$heads != $digits => true",
                "$digits < '6' => true",
                "!($yes == true) => false",
                "!($heads == 'x') && !(int($five) > 7) => true",
                "string(int($five)) == '5' => true",
                "string($yes) == 'true' => true",
                "double(int($five)) == 5.0 => true",
                "int($half) == 0 => true",
                "$heads == true => false",
                "$heads == 'it\\'s' => false",
                "$five == 5 => true",
                "$five == 5.0 => true",
                "$heads == 5 => false",
                "$nothing == 'x' => false",
                "$nothing == null => true",
                "$list == [1, 'x'] => true",
                "size($list) == 2 => true",
                "!($heads == 'heads') => false",
                "!($heads == 'tails') && !($five == 6) => true",
                "false && $missing == 1 => false",
                "$missing == 1 && false => false",
                "$missing == 1 || true => true",
                "parseJson('{\"a\": [1]}')['a'][0] == 1 => true",
                "inputs.parameters['five'].int_value == 5 => true",
                "inputs.parameters['heads'].string_value == 'heads' => true"
            })
    void evaluatesConditions(String expression, boolean expected) {
        assertThat(condition(expression))
                .isEqualTo(new Evaluation.Yielded(new Value.Bool(expected)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "$missing == 1 => no value for missing",
                "int($heads) == 1 => heads",
                "int($huge) == 1 => out of range",
                "$nothing > 1 => No matching overload",
                "int($nothing) == 1 => No matching overload",
                "int($missing) == 1 => no value for missing",
                "int($yes) == 1 => No matching overload",
                "$heads > 5 => No matching overload",
                "$heads => not true or false",
                "1 => not true or false",
                "outputs == 1 => no value",
                "unknown(1) => No matching overload",
                "'it's' => extraneous input",
                "1 == => mismatched input",
                "parseJson('x') == 1 => does not start as JSON"
            })
    void failsWithAReason(String expression, String reason) {
        assertThat(condition(expression))
                .isInstanceOfSatisfying(
                        Evaluation.Failed.class,
                        failed -> assertThat(failed.message()).contains(reason));
    }

    @Test
    void selectsAPartOfAValue() {
        String byKey = "parseJson(string_value)[\"a\"]";
        assertThat(evaluator.selector(byKey, json("{\"a\": {\"b\": [1, 2.5, null, true]}}")))
                .isEqualTo(new Evaluation.Yielded(json("{\"b\": [1, 2.5, null, true]}")));
        assertThat(evaluator.selector(byKey, new Value.Text("{\"a\": \"text\"}")))
                .isEqualTo(new Evaluation.Yielded(new Value.Text("text")));
        assertThat(evaluator.selector(byKey, json("{\"b\": 1}")))
                .isInstanceOf(Evaluation.Failed.class);
        assertThat(evaluator.selector("number_value + 1.0", new Value.Int(2)))
                .isEqualTo(new Evaluation.Yielded(new Value.Int(3)));
        assertThat(evaluator.selector("struct_value.a", json("{\"a\": 1}")))
                .isEqualTo(new Evaluation.Yielded(new Value.Int(1)));
        assertThat(evaluator.selector("list_value[1]", json("[1, true]")))
                .isEqualTo(new Evaluation.Yielded(new Value.Bool(true)));
    }

    @Test
    void knowsBrokenSyntaxWithoutEvaluating() {
        assertThat(evaluator.syntaxError("inputs.parameter_values['s'] == 'x'")).isEmpty();
        assertThat(evaluator.syntaxError("inputs.parameter_values['s'] == 'it's'"))
                .contains("character 37");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "!", "-", "1+", "a.", "a&&", "{1:"})
    void survivesEndlessExpressions(String piece) {
        assertThat(condition(piece.repeat(200_000))).isInstanceOf(Evaluation.Failed.class);
        assertThat(condition(piece.repeat(4_000) + "1")).isNotNull();
    }

    @Test
    void boundsTheWorkOfAnExpression() {
        String squares = "[0,1,2,3,4,5,6,7,8,9]";
        StringBuilder nested = new StringBuilder("true");
        for (int i = 0; i < 8; i++) {
            nested.insert(0, squares + ".all(x" + i + ", ").append(')');
        }
        assertThat(condition(nested.toString()))
                .isInstanceOfSatisfying(
                        Evaluation.Failed.class,
                        failed -> assertThat(failed.message()).contains("teration"));
    }

    @Test
    void keepsProgramsOfManyExpressionsButNotOfAll() {
        for (int i = 0; i < 3_000; i++) {
            condition("$five == " + i);
        }
        assertThat(evaluator.ready()).isEqualTo(3_000);
        for (int i = 0; i < 60; i++) {
            condition("$five == " + i + " ".repeat(10_000));
        }
        assertThat(evaluator.ready()).isLessThan(60);
        condition("(".repeat(600_000));
        assertThat(evaluator.ready()).isBetween(1, 60);
        assertThat(condition("$five == 5")).isEqualTo(new Evaluation.Yielded(new Value.Bool(true)));
    }

    private Evaluation condition(String expression) {
        String full = expression.replaceAll("\\$(\\w+)", "inputs.parameter_values['$1']");
        return evaluator.condition(full, inputs);
    }

    private static Value json(String text) {
        return ((JsonValues.Parsed) JsonValues.parse(text)).value();
    }
}
