package penstock.compiler.kfp;

import java.util.Collection;
import java.util.List;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.kfp.SourceText;

/** Says what is wrong with references. */
record ReferenceReports(Diagnostics diagnostics) {
    private static final int SHOWN = 10;

    void unknownComponent(SourceText ref, Collection<String> known) {
        error(
                DiagnosticCode.UNKNOWN_COMPONENT,
                ref,
                ref.text().isEmpty()
                        ? "a task names no component"
                        : "there is no component " + q(ref),
                known);
    }

    void unknownExecutor(String component, SourceText label, Collection<String> known) {
        error(
                DiagnosticCode.UNKNOWN_EXECUTOR,
                label,
                "component '" + component + "' has executor " + q(label) + ", which does not exist",
                known);
    }

    /** {@code what} is an argument or a task that needs the task {@code name}. */
    void unknownTask(String what, SourceText name, Collection<String> known) {
        error(
                DiagnosticCode.UNKNOWN_TASK,
                name,
                what + " task " + q(name) + ", which is not beside it",
                known);
    }

    void unknownOutput(String what, SourceText key, String component, Collection<String> known) {
        error(
                DiagnosticCode.UNKNOWN_OUTPUT,
                key,
                what + " output " + q(key) + ", which component '" + component + "' does not have",
                known);
    }

    void confusedOutput(String what, SourceText key, String component) {
        diagnostics.error(
                DiagnosticCode.UNKNOWN_OUTPUT,
                key.span(),
                what + " output " + q(key) + ", which component '" + component + "' does not have",
                "one of the two is a parameter and the other an artifact");
    }

    void unknownInput(String what, SourceText input, String scope, Collection<String> known) {
        error(DiagnosticCode.UNKNOWN_INPUT, input, unknownInput(what, input, scope), known);
    }

    /** SDKs hand groups inputs that do not exist; that is harmless as long as nobody uses them. */
    void unusedUnknownInput(String what, SourceText input, String scope) {
        diagnostics.warning(
                DiagnosticCode.UNKNOWN_INPUT,
                input.span(),
                unknownInput(what, input, scope),
                "nothing uses it, so it is left out");
    }

    private static String unknownInput(String what, SourceText input, String scope) {
        return what + " input " + q(input) + ", which component '" + scope + "' does not have";
    }

    void danglingOutput(String output, String scope, SourceText task) {
        diagnostics.warning(
                DiagnosticCode.DANGLING_OUTPUT,
                task.span(),
                "output '"
                        + output
                        + "' of component '"
                        + scope
                        + "' is taken from task "
                        + q(task)
                        + ", which is not in it",
                "the output will have no value; take it from a task of the same graph");
    }

    void emptyOutput(String output, String scope, Span span) {
        diagnostics.warning(
                DiagnosticCode.DANGLING_OUTPUT,
                span,
                "output '" + output + "' of component '" + scope + "' is taken from no task",
                "the output will have no value; take it from a task of the same graph");
    }

    void recursion(SourceText ref, List<String> path) {
        List<String> circle = path.subList(path.indexOf(ref.text()), path.size());
        diagnostics.error(
                DiagnosticCode.COMPONENT_RECURSION,
                ref.span(),
                "component " + q(ref) + " contains itself: " + circle(circle),
                "a pipeline cannot call itself; use a loop");
    }

    void cycle(Span span, List<String> tasks) {
        diagnostics.error(
                DiagnosticCode.TASK_CYCLE,
                span,
                "tasks wait for each other: " + circle(tasks),
                "remove one of these dependencies");
    }

    private static String circle(List<String> names) {
        List<String> shown = names.subList(0, Math.min(names.size(), SHOWN));
        String gap = shown.size() < names.size() ? " → …" : "";
        return String.join(" → ", shown) + gap + " → " + names.getFirst();
    }

    private void error(
            DiagnosticCode code, SourceText at, String message, Collection<String> known) {
        diagnostics.misnamed(Diagnostic.error(code, at.span(), message), at.text(), known);
    }

    private static String q(SourceText name) {
        return "'" + Names.shown(name.text()) + "'";
    }
}
