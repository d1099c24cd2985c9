package penstock.server;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import penstock.control.Capacity;

/** What this machine is and has. */
final class Machine {

    /** Steps without a declared request mostly wait; so many for each processor. */
    private static final int SLOTS_PER_PROCESSOR = 4;

    private Machine() {}

    /**
     * Everything the machine has for steps.
     *
     * @param slots steps at once; 0 for the default
     * @param gpus accelerators
     * @param strict refuse steps that ask for more
     */
    static Capacity capacity(int slots, int gpus, boolean strict) {
        int processors = Runtime.getRuntime().availableProcessors();
        int places = slots > 0 ? slots : processors * SLOTS_PER_PROCESSOR;
        return new Capacity(places, processors * 1_000L, memoryBytes(), gpus, strict);
    }

    /** The name under which attempts are leased. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}
