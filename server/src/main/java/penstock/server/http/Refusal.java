package penstock.server.http;

import java.util.Collection;
import java.util.List;
import penstock.spec.Diagnostic;

/**
 * Ends the handling of a request with an error answer. It never leaves this module: handlers throw
 * it where a value cannot be had, {@link Dispatcher} turns it into KFP's error body.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String chain;
    private final transient Words words;
    private final String allowed;

    private Refusal(Code code, String chain, Words words) {
        this(code, chain, words, "");
    }

    private Refusal(Code code, String chain, Words words, String allowed) {
        super(chain, null, false, false);
        this.code = code;
        this.chain = chain;
        this.words = words;
        this.allowed = allowed;
    }

    /**
     * What the user is told.
     *
     * @param text what happened, the value, what was expected
     * @param hint what to do; empty when there is nothing to say
     * @param diagnostics places in a document
     */
    public record Words(String text, String hint, List<Diagnostic> diagnostics) {
        public Words {
            diagnostics = List.copyOf(diagnostics);
        }

        /** Words without a hint. */
        public static Words of(String text) {
            return new Words(text, "", List.of());
        }
    }

    /** A refusal in the given words; the chain starts with KFP's name of the kind of error. */
    public static Refusal of(Code code, Words words) {
        return new Refusal(code, prefix(code) + words.text(), words);
    }

    /** A refusal in one sentence. */
    public static Refusal of(Code code, String text) {
        return of(code, Words.of(text));
    }

    /** A refusal without KFP's name of the kind of error, as its gateway gives. */
    public static Refusal plain(Code code, String text) {
        return new Refusal(code, text, Words.of(text));
    }

    /** A path that is there, but not for that method; {@code methods} are those it is for. */
    public static Refusal methodNotAllowed(Collection<String> methods) {
        String text = "Method Not Allowed";
        return new Refusal(
                Code.METHOD_NOT_ALLOWED, text, Words.of(text), String.join(", ", methods));
    }

    /** Something in the request is wrong. */
    public static Refusal invalid(String text) {
        return of(Code.INVALID_ARGUMENT, text);
    }

    /** {@code kind} is a word such as {@code Run}. */
    public static Refusal notFound(String kind, String id) {
        return of(Code.NOT_FOUND, kind + " " + id + " not found");
    }

    /** The same refusal, with what was being done in front of its chain. */
    public Refusal within(String action) {
        return new Refusal(code, action + ": " + chain, words, allowed);
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** The whole chain, outermost first, as KFP's {@code message} has it. */
    public String chain() {
        return chain;
    }

    /** What the user is told. */
    public Words words() {
        return words;
    }

    /** The methods of the path, as a header has them; empty where that is not what is wrong. */
    public String allowed() {
        return allowed;
    }

    private static String prefix(Code code) {
        return switch (code) {
            case INVALID_ARGUMENT -> "Invalid input error: ";
            case NOT_FOUND -> "ResourceNotFoundError: ";
            case ALREADY_EXISTS -> "Already exist error: ";
            case PERMISSION_DENIED -> "PermissionDenied: ";
            case UNAUTHENTICATED -> "Unauthenticated: ";
            case FAILED_PRECONDITION -> "FailedPreconditionError: ";
            case ABORTED -> "BadRequestError: ";
            case INTERNAL -> "InternalServerError: ";
            case UNAVAILABLE -> "ServiceUnavailable: ";
            case CANCELLED,
                    UNIMPLEMENTED,
                    METHOD_NOT_ALLOWED,
                    TIMED_OUT,
                    TOO_LARGE,
                    URI_TOO_LONG,
                    RANGE,
                    MISDIRECTED,
                    BUSY,
                    HEADERS_TOO_LARGE ->
                    "";
        };
    }
}
