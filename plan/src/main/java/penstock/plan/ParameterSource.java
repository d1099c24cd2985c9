package penstock.plan;

/** Where a task's input parameter comes from. */
public sealed interface ParameterSource {

    /** An output of a task in the same scope. */
    record FromTask(String task, String key) implements ParameterSource {}

    /** An input of the enclosing scope. */
    record FromScope(String input) implements ParameterSource {}

    /** A constant, possibly with placeholders. */
    record Constant(ValueTemplate value) implements ParameterSource {}

    /** How a task of the same scope ended. */
    record FinalStatus(String task) implements ParameterSource {}
}
