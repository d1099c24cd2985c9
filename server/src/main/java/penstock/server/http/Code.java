package penstock.server.http;

/**
 * Why a request is refused. The first part are the codes of gRPC with the HTTP status that KFP
 * sends for them; the rest are refusals of HTTP itself, with the code that comes nearest.
 */
public enum Code {
    CANCELLED(1, 499),
    INVALID_ARGUMENT(3, 400),
    NOT_FOUND(5, 404),
    ALREADY_EXISTS(6, 409),
    PERMISSION_DENIED(7, 403),
    FAILED_PRECONDITION(9, 400),
    ABORTED(10, 409),
    UNIMPLEMENTED(12, 501),
    INTERNAL(13, 500),
    UNAVAILABLE(14, 503),
    UNAUTHENTICATED(16, 401),

    METHOD_NOT_ALLOWED(12, 405),
    TIMED_OUT(4, 408),
    TOO_LARGE(3, 413),
    URI_TOO_LONG(3, 414),
    RANGE(11, 416),
    MISDIRECTED(7, 421),
    BUSY(8, 429),
    HEADERS_TOO_LARGE(3, 431);

    private final int number;
    private final int status;

    Code(int number, int status) {
        this.number = number;
        this.status = status;
    }

    /** The number in the body. */
    public int number() {
        return number;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
