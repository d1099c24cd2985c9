package penstock.engine;

/** Why a task was not run. */
public sealed interface SkipReason {

    /** Its condition came out false. */
    record ConditionFalse(String condition) implements SkipReason {}

    /** A task it waits for did not succeed. */
    record UpstreamNotSucceeded(String task, Phase phase) implements SkipReason {}

    /** The reason in words. */
    default String text() {
        return switch (this) {
            case ConditionFalse(String condition) -> "condition is false: " + condition;
            case UpstreamNotSucceeded(String task, Phase phase) ->
                    "upstream task '" + task + "' ended " + phase;
        };
    }
}
