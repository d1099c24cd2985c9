package penstock.spec.kfp;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Severity;
import penstock.spec.Span;
import penstock.spec.document.Node;

/** Where in a document decoding is, in words, and what is reported from there. */
final class Context {
    private final String label;
    private final boolean named;
    private final @Nullable Context parent;
    private final Diagnostics diagnostics;
    private final Severity unknownFields;

    private Context(
            String label,
            boolean named,
            @Nullable Context parent,
            Diagnostics diagnostics,
            Severity unknownFields) {
        this.label = label;
        this.named = named;
        this.parent = parent;
        this.diagnostics = diagnostics;
        this.unknownFields = unknownFields;
    }

    /** The context of a whole document. */
    static Context of(String label, Diagnostics diagnostics) {
        return new Context(label, false, null, diagnostics, Severity.ERROR);
    }

    /** The context of a field. */
    Context field(String name) {
        return new Context("'" + name + "'", false, this, diagnostics, unknownFields);
    }

    /** The context of something with a name of its own; only names around it are mentioned. */
    Context named(String kind, String name) {
        Context around = this;
        while (around != null && !around.named) {
            around = around.parent;
        }
        String words = kind + " '" + name + "'";
        return new Context(words, true, around, diagnostics, unknownFields);
    }

    /** The same context, in which unknown fields are only warned about. */
    Context tolerant() {
        return new Context(label, named, parent, diagnostics, Severity.WARNING);
    }

    void error(DiagnosticCode code, Span span, String message, String hint) {
        diagnostics.error(code, span, message, hint);
    }

    void misnamed(Diagnostic unhinted, String name, Collection<String> candidates) {
        diagnostics.misnamed(unhinted, name, candidates);
    }

    void unknownField(String name, Span span, Collection<String> known) {
        String message = "unknown field '" + name + "' of " + this;
        misnamed(
                new Diagnostic(DiagnosticCode.UNKNOWN_FIELD, unknownFields, message, "", span),
                name,
                known);
    }

    void wrongType(Node node, String expected) {
        wrongType(node, expected, "");
    }

    void wrongType(Node node, String expected, String hint) {
        error(
                DiagnosticCode.WRONG_TYPE,
                node.span(),
                this + " is " + node.describe() + " (expected: " + expected + ")",
                hint);
    }

    /** The message {@code node}, all of whose fields {@code decoder} must ask for. */
    <T extends @Nullable Object> T message(Node node, Function<Fields, T> decoder) {
        Fields fields = Fields.of(node, this);
        T result = decoder.apply(fields);
        fields.done();
        return result;
    }

    @Override
    public String toString() {
        return parent == null ? label : label + " of " + parent;
    }
}
