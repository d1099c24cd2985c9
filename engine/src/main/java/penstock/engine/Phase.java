package penstock.engine;

/** State of a run or of a task run; the names are those of KFP's RuntimeState. */
public enum Phase {
    /** Accepted, nothing of it runs yet. */
    PENDING,
    /** Something of it runs. */
    RUNNING,
    /** Ended as intended. */
    SUCCEEDED,
    /** Not run: its condition was false or an upstream task did not succeed. */
    SKIPPED,
    /** Ended otherwise. */
    FAILED,
    /** Asked to stop, not yet stopped. */
    CANCELING,
    /** Stopped on request. */
    CANCELED,
    /** Held until resumed. */
    PAUSED;

    /** True when nothing but a new generation leaves this state. */
    public boolean isTerminal() {
        return switch (this) {
            case SUCCEEDED, SKIPPED, FAILED, CANCELED -> true;
            case PENDING, RUNNING, CANCELING, PAUSED -> false;
        };
    }

    /** The law of transitions within one generation. A task is pending again between attempts. */
    public boolean canBecome(Phase next) {
        return switch (this) {
            case PENDING -> next != PENDING;
            case RUNNING -> next != RUNNING && next != SKIPPED;
            case PAUSED ->
                    next == PENDING || next == RUNNING || next == CANCELING || next == CANCELED;
            case CANCELING -> next == CANCELED || next == SUCCEEDED || next == FAILED;
            case SUCCEEDED, SKIPPED, FAILED, CANCELED -> false;
        };
    }
}
