package penstock.spec;

/**
 * A place in a document, from its first character to just past its last one.
 *
 * @param line of the first character, from 1
 * @param column of the first character, from 1, in code points
 * @param endLine of the character after the last one
 * @param endColumn of the character after the last one
 */
public record Span(int line, int column, int endLine, int endColumn) {
    /** The beginning of a document, for what concerns all of it. */
    public static final Span START = new Span(1, 1, 1, 1);

    /** The empty span at one character. */
    public static Span at(int line, int column) {
        return new Span(line, column, line, column);
    }

    /** {@code line:column} of the first character. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
