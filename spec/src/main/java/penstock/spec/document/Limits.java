package penstock.spec.document;

/**
 * How large a document may be.
 *
 * @param bytes of text
 * @param depth of nesting
 * @param nodes in all documents of a stream, each as often as aliases repeat it
 */
public record Limits(int bytes, int depth, int nodes) {
    /** What a server accepts: 32 MiB, 200 levels, 3 million nodes. */
    public static final Limits DEFAULT = new Limits(32 << 20, 200, 3_000_000);
}
