package penstock.compiler;

import java.util.List;
import penstock.plan.Plan;
import penstock.spec.Diagnostic;

/** What compiling a document came to. */
public sealed interface Compilation {

    /** It has a plan; the diagnostics are warnings and notes. */
    record Compiled(Plan plan, List<Diagnostic> diagnostics) implements Compilation {
        public Compiled {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** It has none; at least one of the diagnostics is an error. */
    record Refused(List<Diagnostic> diagnostics) implements Compilation {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** Everything there is to say about the document, in the order of its parts. */
    List<Diagnostic> diagnostics();
}
