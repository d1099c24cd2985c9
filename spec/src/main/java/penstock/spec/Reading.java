package penstock.spec;

import java.util.List;

/** What reading a document came to. */
public sealed interface Reading<T> {

    /** It was read; warnings and notes may remain. */
    record Done<T>(T value, List<Diagnostic> diagnostics) implements Reading<T> {
        public Done {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** It is refused, with at least one error. */
    record Refused<T>(List<Diagnostic> diagnostics) implements Reading<T> {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** Everything that was said about the document. */
    List<Diagnostic> diagnostics();
}
