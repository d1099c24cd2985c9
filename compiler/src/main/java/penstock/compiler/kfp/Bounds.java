package penstock.compiler.kfp;

/** How large a pipeline may be, once it has been read. */
final class Bounds {
    /** Tasks declared in one component. */
    static final int TASKS_IN_SCOPE = 50_000;

    /** Tasks of a run, shared components counted at each use, each loop as one iteration. */
    static final long TASKS_EXPANDED = 1_000_000;

    /** Iterations of one loop. */
    static final int ITEMS = 1_000_000;

    /** Components inside components. */
    static final int NESTING = 100;

    /** Retries of a task. */
    static final int RETRIES = 10_000;

    private Bounds() {}
}
