package penstock.spec;

/**
 * Something to tell the author of a document.
 *
 * @param code what kind of thing; each has an entry in {@code docs/diagnostics.md}
 * @param message what is wrong, the value and what was expected, in one sentence
 * @param hint what to do about it; empty when the message says enough
 * @param span where in the document
 */
public record Diagnostic(
        DiagnosticCode code, Severity severity, String message, String hint, Span span) {

    /** An error without a hint. */
    public static Diagnostic error(DiagnosticCode code, Span span, String message) {
        return new Diagnostic(code, Severity.ERROR, message, "", span);
    }

    /** An error with a hint. */
    public static Diagnostic error(DiagnosticCode code, Span span, String message, String hint) {
        return new Diagnostic(code, Severity.ERROR, message, hint, span);
    }

    /** A warning without a hint. */
    public static Diagnostic warning(DiagnosticCode code, Span span, String message) {
        return new Diagnostic(code, Severity.WARNING, message, "", span);
    }

    /** The same with another hint. */
    public Diagnostic withHint(String other) {
        return new Diagnostic(code, severity, message, other, span);
    }

    /** {@code line:column: severity: message; hint [code]}, for logs and terminals. */
    @Override
    public String toString() {
        String advice = hint.isEmpty() ? "" : "; " + hint;
        return span + ": " + severity.word() + ": " + message + advice + " [" + code.id() + "]";
    }
}
