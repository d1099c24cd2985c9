package penstock.compiler.kfp;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.compiler.cel.CelEvaluator;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;

/** Checks the syntax of conditions and selectors. */
final class Expressions {
    private static final String HINT =
            "the KFP SDK does not escape quotes in conditions; compare with text that has none";

    private static final Pattern INPUT =
            Pattern.compile("inputs\\.parameter_values\\['([^']*)'\\]");

    private final Components components;
    private final CelEvaluator evaluator;
    private final Diagnostics diagnostics;
    private final Map<String, String> errors = new HashMap<>();

    Expressions(Components components, CelEvaluator evaluator, Diagnostics diagnostics) {
        this.components = components;
        this.evaluator = evaluator;
        this.diagnostics = diagnostics;
    }

    /** The condition of a task as it is evaluated; what is wrong with it is reported. */
    String condition(String task, TaskSpec spec, SourceText condition) {
        SourceText meant = meant("the condition of task '" + task + "'", condition);
        checkInputs(task, spec, meant);
        return meant.text();
    }

    /** Reports what is wrong with a selector of a task. */
    void checkSelector(String task, SourceText selector) {
        check("a selector of task '" + task + "'", selector);
    }

    /** A condition over an input that the task does not have fails when it is evaluated. */
    private void checkInputs(String key, TaskSpec task, SourceText condition) {
        Components.Known component = components.find(task.componentRef().text());
        if (component == null) {
            return;
        }
        SequencedSet<String> inputs = new LinkedHashSet<>(task.parameters().keySet());
        inputs.addAll(component.io().parameters().keySet());
        Matcher matcher = INPUT.matcher(condition.text());
        while (matcher.find()) {
            if (!inputs.contains(matcher.group(1))) {
                String message =
                        "the condition of task '"
                                + key
                                + "' asks for input '"
                                + Names.shown(matcher.group(1))
                                + "', which the task does not have";
                diagnostics.misnamed(
                        Diagnostic.warning(DiagnosticCode.UNKNOWN_INPUT, condition.span(), message),
                        matcher.group(1),
                        inputs);
            }
        }
    }

    /** A condition with broken quotes as it was meant, where that is certain. */
    private SourceText meant(String what, SourceText condition) {
        String mended =
                error(condition.text()).isEmpty() ? null : ConditionRepair.of(condition.text());
        if (mended == null || !error(mended).isEmpty()) {
            check(what, condition);
            return condition;
        }
        diagnostics.warning(
                DiagnosticCode.BAD_CONDITION,
                condition.span(),
                what + " has broken quotes; it is read as " + mended,
                "nothing to do: the KFP SDK does not escape quotes in conditions");
        return new SourceText(mended, condition.span());
    }

    private String error(String expression) {
        return errors.computeIfAbsent(expression, evaluator::syntaxError);
    }

    private void check(String what, SourceText expression) {
        String error = error(expression.text());
        if (!error.isEmpty()) {
            diagnostics.error(
                    DiagnosticCode.BAD_CONDITION,
                    expression.span(),
                    what + " is no valid CEL: " + error,
                    expression.text().contains("'") ? HINT : "correct the expression");
        }
    }
}
