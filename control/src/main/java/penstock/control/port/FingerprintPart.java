package penstock.control.port;

/**
 * One of the things that can change a task's result.
 *
 * @param name for instance {@code parameter:epochs} or {@code image}
 * @param digest of all of it, as lower-case hex
 * @param shown a short value for people
 */
public record FingerprintPart(String name, String digest, String shown) {}
