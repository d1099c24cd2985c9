package penstock.compiler.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import penstock.compiler.Compilation;
import penstock.compiler.SharedCorpus;
import penstock.compiler.cel.CelEvaluator;
import penstock.plan.Component;
import penstock.plan.ExpressionEvaluator.Evaluation;
import penstock.plan.Task;
import penstock.plan.Value;
import penstock.spec.document.Limits;

/** Every form of condition and selector that the corpus holds has a value. */
class CorpusConditionsTest {
    private static final Pattern NAME = Pattern.compile("inputs\\.parameter_values\\['([^']+)'\\]");

    /** x and y stand for inputs, s for a text, n for a number. */
    private static final List<String> COMPARISONS =
            List.of(
                    "x == s",
                    "x != s",
                    "x == y",
                    "x == true",
                    "int(x) == n",
                    "int(x) > n",
                    "int(x) < n",
                    "int(x) <= n",
                    "int(x) >= n",
                    "int(x) >= int(y)");

    private final CelEvaluator evaluator = new CelEvaluator();

    @Test
    void everyConditionIsOfAKnownFormAndHasAValue() throws IOException {
        SortedSet<String> forms = new TreeSet<>();
        for (Task task : tasks()) {
            String condition = task.trigger().condition();
            if (condition != null) {
                for (String comparison : condition.split(" && ", -1)) {
                    forms.add(form(comparison));
                }
                assertThat(evaluator.condition(condition, inputs(condition)))
                        .as(condition)
                        .isInstanceOfSatisfying(
                                Evaluation.Yielded.class,
                                y -> assertThat(y.value()).isInstanceOf(Value.Bool.class));
            }
        }
        assertThat(forms).hasSizeGreaterThan(5).isSubsetOf(COMPARISONS);
    }

    @Test
    void everySelectorTakesAFieldOfAnItem() throws IOException {
        SortedSet<String> selectors = new TreeSet<>();
        for (Task task : tasks()) {
            for (Task.ParameterArgument argument : task.parameters().values()) {
                if (argument.selector() != null) {
                    selectors.add(argument.selector());
                }
            }
        }
        assertThat(selectors).isNotEmpty();
        Value item =
                new Value.Text(
                        "{\"A_a\": 1, \"B_b\": 1, \"a\": 1, \"b\": 1, \"p_a\": 1, \"q_a\": 1}");
        for (String selector : selectors) {
            assertThat(evaluator.selector(selector, item))
                    .as(selector)
                    .isEqualTo(new Evaluation.Yielded(new Value.Int(1)));
        }
    }

    private static String form(String comparison) {
        String bare = comparison.replaceFirst("^!\\((.*)\\)$", "$1");
        return NAME.matcher(bare)
                .replaceFirst("x")
                .replaceAll(NAME.pattern(), "y")
                .replaceAll("'[^']*'", "s")
                .replaceAll("-?[0-9][0-9.]*", "n");
    }

    /** Numbers where the condition converts to one, a boolean or a text elsewhere. */
    private static SortedMap<String, Value> inputs(String condition) {
        SortedMap<String, Value> inputs = new TreeMap<>();
        Matcher names = NAME.matcher(condition);
        while (names.find()) {
            boolean number = condition.contains("int(" + names.group());
            inputs.put(names.group(1), number ? new Value.Int(3) : new Value.Text("heads"));
        }
        return inputs;
    }

    private static List<Task> tasks() throws IOException {
        KfpFrontend frontend = new KfpFrontend(Limits.DEFAULT, new CelEvaluator());
        List<Task> tasks = new ArrayList<>();
        for (Path file : SharedCorpus.files("kfp-v2")) {
            boolean text = !String.valueOf(file.getFileName()).endsWith(".zip");
            if (text
                    && frontend.compile(Files.readAllBytes(file))
                            instanceof Compilation.Compiled(var plan, _)) {
                for (Component component : plan.components().values()) {
                    if (component instanceof Component.Scope scope) {
                        tasks.addAll(scope.tasks().values());
                    }
                }
            }
        }
        return tasks;
    }
}
