package penstock.control;

/**
 * What this machine gives to steps at once.
 *
 * @param slots steps
 * @param milliCpus thousandths of a processor, against which declared requests count
 * @param memoryBytes likewise
 */
public record Capacity(int slots, long milliCpus, long memoryBytes) {
    public Capacity {
        if (slots < 1 || milliCpus < 1 || memoryBytes < 1) {
            throw new IllegalArgumentException("capacity must be positive: " + slots);
        }
    }
}
