package penstock.testkit.simulation;

/**
 * What became of a world.
 *
 * @param steps things that happened
 * @param events in the journals of all runs
 * @param crashes deaths of servers
 * @param table how far effects were when a server died
 */
public record WorldReport(long seed, long steps, long events, int crashes, CrashTable table) {}
