package penstock.cli;

/** Ends a command with a message and something to do about it. */
final class CliFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String message;
    private final String hint;

    CliFailure(String message, String hint) {
        super(message);
        this.message = message;
        this.hint = hint;
    }

    String message() {
        return message;
    }

    String hint() {
        return hint;
    }
}
