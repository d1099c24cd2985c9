package penstock.engine;

/** The answer to the question whether an earlier result can stand in for running a task. */
public sealed interface LookUp {

    /** What it came to, for people. */
    CacheNote note();

    /** These outputs stand in for running the task. */
    record Hit(CacheNote note, Outputs outputs) implements LookUp {}

    /** The task has to run. */
    record Miss(CacheNote note) implements LookUp {}
}
