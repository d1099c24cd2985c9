package penstock.engine;

/**
 * Who launched an attempt; a report is believed only when it names the same.
 *
 * @param host the machine
 * @param epoch the ownership epoch of the server that scheduled the attempt
 */
public record Lease(String host, long epoch) {}
