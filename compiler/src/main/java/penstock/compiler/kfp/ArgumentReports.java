package penstock.compiler.kfp;

import java.util.Collection;
import penstock.plan.ParameterType;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.kfp.SourceText;

/** Says what is wrong with the values that tasks pass and inputs default to. */
record ArgumentReports(Diagnostics diagnostics) {

    /** Words for an argument, to begin a sentence with. */
    static String argument(String input, String task) {
        return "argument '" + Names.shown(input) + "' of task '" + task + "'";
    }

    /** Words for the default of an input, to begin a sentence with. */
    static String defaultOf(String input) {
        return "the default of input '" + Names.shown(input) + "'";
    }

    void missing(String task, Span span, String input, String component, String expected) {
        diagnostics.error(
                DiagnosticCode.MISSING_ARGUMENT,
                span,
                "task '"
                        + task
                        + "' passes nothing for input '"
                        + input
                        + "' of component '"
                        + component
                        + "' (expected: "
                        + expected
                        + ")",
                "pass it, or give the input a default");
    }

    void noFallback(String what, Span span) {
        diagnostics.warning(
                DiagnosticCode.MISSING_ARGUMENT,
                span,
                what + " is taken from a task that may have failed, and the input has no default",
                "give the input a default; without one the task fails when the other has failed");
    }

    void withoutSource(String what, Span span) {
        diagnostics.error(
                DiagnosticCode.MISSING_FIELD,
                span,
                what + " has no value and no source",
                "give it a 'runtimeValue', an output of a task or an input");
    }

    void mistyped(String what, Node value, ParameterType expected) {
        diagnostics.error(
                DiagnosticCode.MISTYPED_ARGUMENT,
                value.span(),
                what + " is " + value.describe() + " (expected: " + Types.words(expected) + ")",
                "correct the value, or the input's type");
    }

    void mistyped(String what, Span span, ParameterType given, ParameterType expected) {
        diagnostics.error(
                DiagnosticCode.MISTYPED_ARGUMENT,
                span,
                what + " is " + given + " (expected: " + expected + ")",
                "convert it in a component, or change the type of one of the two");
    }

    void notWhole(String what, Node value) {
        diagnostics.warning(
                DiagnosticCode.MISTYPED_ARGUMENT,
                value.span(),
                what + " is " + value.describe() + " (expected: a whole number)",
                "it reaches the program as it is");
    }

    void notAllowed(String what, Node value) {
        diagnostics.error(
                DiagnosticCode.VALUE_NOT_ALLOWED,
                value.span(),
                what + " is " + value.describe() + " (expected: one of the input's literals)",
                "use one of the values that the input allows");
    }

    void undeclared(
            String task, String input, Span span, String component, Collection<String> known) {
        String message =
                "task '"
                        + task
                        + "' passes '"
                        + Names.shown(input)
                        + "', which component '"
                        + component
                        + "' does not declare";
        diagnostics.misnamed(
                Diagnostic.warning(DiagnosticCode.UNDECLARED_INPUT, span, message), input, known);
    }

    void itemsOfNothing(String task, SourceText input, Collection<String> known) {
        String message =
                "the loop '"
                        + task
                        + "' runs over the input '"
                        + Names.shown(input.text())
                        + "', which the task does not have";
        diagnostics.misnamed(
                Diagnostic.error(DiagnosticCode.UNKNOWN_INPUT, input.span(), message),
                input.text(),
                known);
    }

    void itemForNobody(String task, String item, Span span, Collection<String> known) {
        String message =
                "the loop '"
                        + task
                        + "' hands its items to the input '"
                        + Names.shown(item)
                        + "', which its component does not have";
        diagnostics.misnamed(
                Diagnostic.error(DiagnosticCode.UNKNOWN_INPUT, span, message), item, known);
    }

    void tooManyItems(Span span, int count) {
        diagnostics.error(
                DiagnosticCode.TOO_MANY_ITEMS,
                span,
                "a loop has " + count + " items (limit: " + Bounds.ITEMS + ")",
                "loop over batches, and over the items of a batch inside of a component");
    }

    void noItems(String task, Span span, String what) {
        diagnostics.error(
                DiagnosticCode.MISTYPED_ARGUMENT,
                span,
                "the loop '" + task + "' runs over " + what + " (expected: a list)",
                "pass a list, or its JSON text");
    }

    void notAList(Span span, String why) {
        diagnostics.error(
                DiagnosticCode.MISTYPED_ARGUMENT,
                span,
                "the items of a loop are no JSON list: " + why,
                "write them as [item, …]");
    }
}
