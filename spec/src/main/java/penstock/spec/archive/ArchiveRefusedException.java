package penstock.spec.archive;

import java.io.IOException;
import penstock.spec.DiagnosticCode;

/** Ends the reading of an archive; never leaves this package. */
final class ArchiveRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final DiagnosticCode code;
    private final String text;
    private final String hint;

    ArchiveRefusedException(DiagnosticCode code, String text, String hint) {
        super(text);
        this.code = code;
        this.text = text;
        this.hint = hint;
    }

    DiagnosticCode code() {
        return code;
    }

    String text() {
        return text;
    }

    String hint() {
        return hint;
    }
}
