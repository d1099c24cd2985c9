package penstock.control;

/**
 * What this machine gives to steps at once.
 *
 * @param slots steps
 * @param milliCpus thousandths of a processor, against which declared requests count
 * @param memoryBytes likewise
 * @param gpus devices, each given to one step at a time
 * @param strict a step that asks for more is refused instead of being given what there is
 */
public record Capacity(int slots, long milliCpus, long memoryBytes, int gpus, boolean strict) {
    public Capacity {
        if (slots < 1 || milliCpus < 1 || memoryBytes < 1 || gpus < 0) {
            throw new IllegalArgumentException("capacity must be positive: " + slots);
        }
    }

    /** A machine without devices that gives what it has. */
    public Capacity(int slots, long milliCpus, long memoryBytes) {
        this(slots, milliCpus, memoryBytes, 0, false);
    }

    /** The same machine, giving what it has. */
    Capacity lenient() {
        return new Capacity(slots, milliCpus, memoryBytes, gpus, false);
    }
}
