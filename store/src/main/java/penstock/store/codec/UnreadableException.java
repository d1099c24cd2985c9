package penstock.store.codec;

/** Stored text that this release does not understand. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The message says what was found where, and what was expected. */
    public UnreadableException(String message) {
        super(message);
    }
}
