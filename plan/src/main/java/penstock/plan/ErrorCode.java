package penstock.plan;

/** What went wrong, by name. The class of a code decides blame, retry and HTTP status. */
public enum ErrorCode {
    INVALID_ARGUMENT(Blame.USER),
    INVALID_DOCUMENT(Blame.USER),
    NOT_FOUND(Blame.USER),
    ALREADY_EXISTS(Blame.USER),
    FAILED_PRECONDITION(Blame.USER),
    INPUT_UNRESOLVED(Blame.USER),
    CONDITION_FAILED(Blame.USER),
    STEP_FAILED(Blame.USER),
    STEP_KILLED(Blame.USER),
    STEP_TIMED_OUT(Blame.USER),
    RUN_TIMED_OUT(Blame.USER),
    OUTPUT_MISSING(Blame.USER),
    OUTPUT_INVALID(Blame.USER),
    IMAGE_UNKNOWN(Blame.USER),
    PROGRAM_MISSING(Blame.USER),
    ENVIRONMENT_FAILED(Blame.EXTERNAL),
    UPSTREAM_FAILED(Blame.USER),
    CHILD_FAILED(Blame.USER),
    CANCELED(Blame.USER),
    ATTEMPT_LOST(Blame.EXTERNAL),
    LIMIT_EXCEEDED(Blame.RESOURCES),
    STORE_UNAVAILABLE(Blame.RESOURCES),
    QUARANTINED(Blame.INTERNAL),
    INTERNAL(Blame.INTERNAL);

    private final Blame blame;

    ErrorCode(Blame blame) {
        this.blame = blame;
    }

    /** Who can mend it. */
    public Blame blame() {
        return blame;
    }

    /** The four classes of errors. */
    public enum Blame {
        /** The caller, by changing what was sent. */
        USER,
        /** The operator, by adding or freeing something. */
        RESOURCES,
        /** Something outside this program. */
        EXTERNAL,
        /** The authors of this program. */
        INTERNAL
    }
}
