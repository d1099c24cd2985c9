package penstock.testkit.simulation.witness;

/** How an attempt truly ended. */
public sealed interface Ending {

    /** The program ended by itself. */
    record Exited(int code) implements Ending {}

    /** The program could not be started. */
    record Unstartable() implements Ending {}

    /** It was stopped on request, before or after its start. */
    record Stopped() implements Ending {}

    /** It was killed by what happened to its machine. */
    record Lost(String why) implements Ending {}
}
