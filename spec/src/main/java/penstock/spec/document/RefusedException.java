package penstock.spec.document;

import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;

/** Ends the reading of a document that cannot be read on; never leaves this package. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    RefusedException(DiagnosticCode code, Span span, String message, String hint) {
        super(message, null, false, false);
        this.diagnostic = Diagnostic.error(code, span, message, hint);
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
