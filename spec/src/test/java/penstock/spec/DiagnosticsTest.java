package penstock.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void listsByPlaceAndKeepsTheOrderAtOnePlace() {
        diagnostics.error(DiagnosticCode.BAD_NAME, Span.at(3, 1), "third");
        diagnostics.warning(DiagnosticCode.BAD_NAME, Span.at(1, 5), "first", "");
        diagnostics.error(DiagnosticCode.BAD_KEY, Span.at(1, 5), "second");
        assertThat(diagnostics.list())
                .extracting(Diagnostic::message)
                .containsExactly("first", "second", "third");
    }

    @Test
    void keepsAHundredErrorsAndCountsTheRest() {
        for (int i = 1; i <= Diagnostics.LIMIT + 7; i++) {
            diagnostics.error(DiagnosticCode.BAD_NAME, Span.at(i, 1), "error " + i);
        }
        assertThat(diagnostics.list()).hasSize(Diagnostics.LIMIT + 1);
        assertThat(diagnostics.list().getLast().message()).startsWith("7 further errors");
    }

    @Test
    void yieldsAReadingOnlyWithoutErrors() {
        diagnostics.note(DiagnosticCode.BAD_NAME, Span.START, "by the way", "");
        assertThat(diagnostics.reading("value")).isInstanceOf(Reading.Done.class);
        diagnostics.error(DiagnosticCode.BAD_NAME, Span.START, "wrong");
        assertThat(diagnostics.reading("value")).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void printsPlaceSeverityMessageHintAndCode() {
        Diagnostic diagnostic =
                Diagnostic.error(DiagnosticCode.UNKNOWN_FIELD, Span.at(2, 4), "what", "advice");
        assertThat(diagnostic).hasToString("2:4: error: what; advice [unknown-field]");
    }
}
