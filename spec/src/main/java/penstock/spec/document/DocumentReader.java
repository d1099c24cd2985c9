package penstock.spec.document;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Reading;
import penstock.spec.Span;

/**
 * Reads a stream of YAML documents, of which JSON is a special case, into trees with places.
 *
 * <p>Scalars follow the YAML 1.2 core schema, so {@code yes}, {@code on} and dates are text. Merge
 * keys are applied; keys that are numbers or booleans become text, as they do on their way to JSON.
 */
public final class DocumentReader {
    /** The parser copies what it holds of a long scalar once a buffer, so small ones are slow. */
    private static final int BUFFER = 1 << 18;

    private static final int DOCUMENTS = 1_000;

    private final Limits limits;

    /** A reader that refuses documents beyond {@code limits}. */
    public DocumentReader(Limits limits) {
        this.limits = limits;
    }

    /** The documents of the stream {@code bytes}; empty ones are null scalars. */
    public Reading<List<Node>> read(byte[] bytes) {
        Diagnostics diagnostics = new Diagnostics();
        if (bytes.length > limits.bytes()) {
            diagnostics.add(tooLarge(bytes.length));
            return diagnostics.reading(List.of());
        }
        String text = TextDecoder.decode(bytes, diagnostics);
        return diagnostics.hasErrors() ? diagnostics.reading(List.of()) : parse(text, diagnostics);
    }

    /** The documents of the stream {@code text}; empty ones are null scalars. */
    public Reading<List<Node>> read(String text) {
        Diagnostics diagnostics = new Diagnostics();
        if (text.length() > limits.bytes()) {
            diagnostics.add(tooLarge(text.length()));
            return diagnostics.reading(List.of());
        }
        return parse(text, diagnostics);
    }

    private Reading<List<Node>> parse(String text, Diagnostics diagnostics) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel("document")
                        .setUseMarks(true)
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .setBufferSize(Math.clamp(text.length(), 1, BUFFER))
                        .build();
        List<Node> documents = new ArrayList<>();
        try {
            TreeBuilder builder =
                    new TreeBuilder(
                            new Parse(settings).parseString(text).iterator(), limits, diagnostics);
            for (Node node = builder.next(); node != null; node = builder.next()) {
                documents.add(node);
                checkCount(documents);
            }
        } catch (RefusedException e) {
            diagnostics.add(e.diagnostic());
        } catch (YamlEngineException e) {
            diagnostics.add(syntaxError(e, text));
        }
        return diagnostics.reading(documents);
    }

    private static void checkCount(List<Node> documents) throws RefusedException {
        if (documents.size() > DOCUMENTS) {
            throw new RefusedException(
                    DiagnosticCode.TOO_MANY_NODES,
                    documents.getLast().span(),
                    "the stream has more than " + DOCUMENTS + " documents",
                    "put each pipeline in its own file");
        }
    }

    private Diagnostic tooLarge(int size) {
        return Diagnostic.error(
                DiagnosticCode.TOO_LARGE,
                Span.START,
                "the document has " + size + " bytes (limit: " + limits.bytes() + ")",
                "move data out of the pipeline document, or split the pipeline");
    }

    private static Diagnostic syntaxError(YamlEngineException e, String text) {
        return switch (e) {
            case MarkedYamlEngineException marked ->
                    Diagnostic.error(
                            DiagnosticCode.SYNTAX_ERROR,
                            marked.getProblemMark().map(DocumentReader::at).orElse(Span.START),
                            "not valid YAML or JSON: " + problem(marked));
            case ReaderException unreadable ->
                    Diagnostic.error(
                            DiagnosticCode.BAD_CHARACTER,
                            placeOf(unreadable.getPosition(), text),
                            String.format(
                                    "character U+%04X is not allowed in YAML",
                                    unreadable.getCodePoint()),
                            "remove it, or write it as an escape in double quotes");
            default ->
                    Diagnostic.error(
                            DiagnosticCode.SYNTAX_ERROR,
                            Span.START,
                            "not valid YAML or JSON: " + e.getMessage());
        };
    }

    private static String problem(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return context + e.getProblem();
    }

    private static Span at(Mark mark) {
        return Span.at(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Span placeOf(int codePoints, String text) {
        int line = 1;
        int column = 1;
        int index = 0;
        for (int i = 0; i < codePoints && index < text.length(); i++) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            line += codePoint == '\n' ? 1 : 0;
            column = codePoint == '\n' ? 1 : column + 1;
        }
        return Span.at(line, column);
    }
}
