package penstock.store.codec;

/** Large content, kept once under its digest. */
public final class Blobs {

    private Blobs() {}

    /** Where large content goes while something is encoded. */
    @FunctionalInterface
    public interface Sink {
        /** Keeps {@code content} and gives its digest as lower-case hex. */
        String put(String content);
    }

    /** Where large content comes from while something is decoded. */
    @FunctionalInterface
    public interface Source {
        /** The content with this digest. */
        String get(String digest);
    }
}
