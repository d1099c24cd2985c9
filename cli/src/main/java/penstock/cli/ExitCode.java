package penstock.cli;

/** What the program's exit status says. */
final class ExitCode {

    /** The command did what was asked; a run succeeded. */
    static final int OK = 0;

    /** The run failed. */
    static final int RUN_FAILED = 1;

    /** The command line or a document is wrong, or the command could not be carried out. */
    static final int UNUSABLE = 2;

    /** Interrupted from the keyboard. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
