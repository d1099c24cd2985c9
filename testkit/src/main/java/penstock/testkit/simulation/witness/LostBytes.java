package penstock.testkit.simulation.witness;

/** Bytes that somebody removes behind the store's back as soon as they are there. */
public final class LostBytes {

    private static final int ONE_IN = 7;

    private LostBytes() {}

    /** Whether the bytes at {@code uri} are among them. */
    public static boolean has(String uri) {
        return Math.floorMod(uri.hashCode(), ONE_IN) == 0;
    }
}
