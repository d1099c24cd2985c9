package penstock.plan;

/** Where a task's input artifact comes from. */
public sealed interface ArtifactSource {

    /** An output of a task in the same scope. */
    record FromTask(String task, String key) implements ArtifactSource {}

    /** An input of the enclosing scope. */
    record FromScope(String input) implements ArtifactSource {}
}
