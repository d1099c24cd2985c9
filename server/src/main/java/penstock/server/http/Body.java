package penstock.server.http;

/** The body of a request, read at most once. */
public interface Body {

    /**
     * All of it; empty when there is none.
     *
     * @throws Refusal when there are more than {@code limit} bytes, or they come too slowly
     */
    byte[] read(int limit);
}
