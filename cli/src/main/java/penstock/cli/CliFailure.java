package penstock.cli;

/** Ends a command with a message and something to do about it. */
class CliFailure extends RuntimeException {

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

    /** No server answered; it may again. */
    static final class Unreachable extends CliFailure {
        private static final long serialVersionUID = 1;

        Unreachable(String message, String hint) {
            super(message, hint);
        }
    }
}
