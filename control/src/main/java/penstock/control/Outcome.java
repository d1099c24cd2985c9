package penstock.control;

import java.util.List;
import penstock.plan.Problem;
import penstock.spec.Diagnostic;

/** What a use case came to: a result, or a refusal that the caller can mend. */
public sealed interface Outcome<T> {

    /** It is done. */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * It is refused and nothing has changed.
     *
     * @param diagnostics the places in a document that led to the refusal; empty for other causes
     */
    record Refused<T>(Problem problem, List<Diagnostic> diagnostics) implements Outcome<T> {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** A refusal without diagnostics. */
    static <T> Outcome<T> refused(Problem problem) {
        return new Refused<>(problem, List.of());
    }
}
