package penstock.compiler.kfp;

import java.util.HashMap;
import java.util.Map;
import penstock.compiler.cel.CelEvaluator;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ParameterArgument;

/** Checks the syntax of conditions and selectors. */
final class Expressions {
    private static final String HINT =
            "the KFP SDK does not escape quotes in conditions; compare with text that has none";

    private final CelEvaluator evaluator;
    private final Diagnostics diagnostics;
    private final Map<String, String> errors = new HashMap<>();

    Expressions(CelEvaluator evaluator, Diagnostics diagnostics) {
        this.evaluator = evaluator;
        this.diagnostics = diagnostics;
    }

    void check(Components components) {
        for (Components.Known known : components.all().values()) {
            if (known.spec().dag() != null) {
                known.spec().dag().tasks().forEach(this::check);
            }
        }
    }

    private void check(String key, TaskSpec task) {
        TaskSpec.Trigger trigger = task.trigger();
        if (trigger != null
                && trigger.condition() != null
                && !trigger.condition().text().isBlank()) {
            check("the condition of task '" + key + "'", trigger.condition());
        }
        for (ParameterArgument argument : task.parameters().values()) {
            if (argument.selector() != null) {
                check("a selector of task '" + key + "'", argument.selector());
            }
        }
    }

    private void check(String what, SourceText expression) {
        String error = errors.computeIfAbsent(expression.text(), evaluator::syntaxError);
        if (!error.isEmpty()) {
            diagnostics.error(
                    DiagnosticCode.BAD_CONDITION,
                    expression.span(),
                    what + " is no valid CEL: " + error,
                    expression.text().contains("'") ? HINT : "correct the expression");
        }
    }
}
