package penstock.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects diagnostics while a document is read or compiled, so that all are reported at once. Not
 * thread-safe. It keeps the first {@value #LIMIT} of each severity and counts the rest.
 */
public final class Diagnostics {
    /** How many diagnostics of one severity are kept. */
    public static final int LIMIT = 100;

    private static final Comparator<Diagnostic> BY_PLACE =
            Comparator.<Diagnostic>comparingInt(diagnostic -> diagnostic.span().line())
                    .thenComparingInt(diagnostic -> diagnostic.span().column());

    private final List<Diagnostic> kept = new ArrayList<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    /** Reports what makes the document unacceptable. */
    public void error(DiagnosticCode code, Span span, String message, String hint) {
        add(new Diagnostic(code, Severity.ERROR, message, hint, span));
    }

    /** Reports what makes the document unacceptable and explains itself. */
    public void error(DiagnosticCode code, Span span, String message) {
        error(code, span, message, "");
    }

    /** Reports what is probably not meant. */
    public void warning(DiagnosticCode code, Span span, String message, String hint) {
        add(new Diagnostic(code, Severity.WARNING, message, hint, span));
    }

    /** Reports what is good to know. */
    public void note(DiagnosticCode code, Span span, String message, String hint) {
        add(new Diagnostic(code, Severity.NOTE, message, hint, span));
    }

    /**
     * Reports {@code unhinted} with the candidate nearest to {@code name} as its hint. Nothing is
     * compared once the report would only be counted.
     */
    public void misnamed(Diagnostic unhinted, String name, Collection<String> candidates) {
        boolean counted = counts.getOrDefault(unhinted.severity(), 0) >= LIMIT;
        add(counted ? unhinted : unhinted.withHint(Suggestion.of(name, candidates)));
    }

    /** Reports {@code diagnostic}. */
    public void add(Diagnostic diagnostic) {
        if (counts.merge(diagnostic.severity(), 1, Integer::sum) <= LIMIT) {
            kept.add(diagnostic);
        }
    }

    /** Reports all of {@code diagnostics}. */
    public void addAll(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /** Whether an error was reported. */
    public boolean hasErrors() {
        return errors() > 0;
    }

    private int errors() {
        return counts.getOrDefault(Severity.ERROR, 0);
    }

    /**
     * What was reported, by place in the document; where errors were dropped, a last one says how
     * many.
     */
    public List<Diagnostic> list() {
        List<Diagnostic> all = new ArrayList<>(kept);
        all.sort(BY_PLACE);
        int dropped = errors() - LIMIT;
        if (dropped > 0) {
            all.add(
                    Diagnostic.error(
                            DiagnosticCode.TOO_MANY_ERRORS,
                            Span.START,
                            dropped + " further errors are not shown (shown: " + LIMIT + ")"));
        }
        return List.copyOf(all);
    }

    /** {@code value} with the remarks, unless an error was reported. */
    public <T> Reading<T> reading(T value) {
        return hasErrors() ? new Reading.Refused<>(list()) : new Reading.Done<>(value, list());
    }
}
