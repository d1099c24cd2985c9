package penstock.runner.python;

/** An environment, or why there is none. */
public sealed interface EnvironmentOutcome {

    /**
     * It is there.
     *
     * @param environment complete, and kept as long as the attempt it was prepared for
     */
    record Ready(Environment environment) implements EnvironmentOutcome {}

    /**
     * It could not be built; the next request tries again.
     *
     * @param message what happened, with the last lines of the tool that failed
     * @param remedy what to do about it
     */
    record Failed(String message, String remedy) implements EnvironmentOutcome {}
}
