package penstock.control.port;

import java.util.List;

/**
 * What an attempt is given of the machine.
 *
 * @param gpus devices that are its alone
 * @param cpuLimitMillis thousandths of a processor it may use; 0 for no limit
 * @param memoryLimitBytes likewise of memory
 * @param notes what people should know, such as that it asked for more than there is
 */
public record Allotment(int gpus, long cpuLimitMillis, long memoryLimitBytes, List<String> notes) {

    /** Nothing of its own, and no limits. */
    public static final Allotment NONE = new Allotment(0, 0, 0, List.of());

    public Allotment {
        notes = List.copyOf(notes);
    }

    /** Whether anything limits it. */
    public boolean isLimited() {
        return cpuLimitMillis > 0 || memoryLimitBytes > 0;
    }
}
