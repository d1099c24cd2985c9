package penstock.server.http;

/** Answers requests. */
public interface Handler {

    /**
     * Answers {@code call}. May block: each request has a virtual thread of its own.
     *
     * @throws Refusal to answer with an error
     */
    Answer handle(Call call);
}
