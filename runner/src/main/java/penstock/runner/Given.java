package penstock.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Allotment;
import penstock.plan.Quantity;

/**
 * What an attempt gets of the machine: its devices, its limits as far as they can be enforced here,
 * and what is to be said about that.
 *
 * @param devices null on a machine that has none
 */
record Given(Allotment allotment, Abilities abilities, @Nullable List<String> devices) {

    /** More than programs need; it stops one that starts others without end. */
    private static final int MOST_PROCESSES = 16_384;

    /** Nothing, to which nothing is said. */
    static Given nothing(Abilities abilities) {
        return new Given(Allotment.NONE, abilities, null);
    }

    /** For the order; empty when nothing is limited. */
    SortedMap<String, Object> limits() {
        SortedMap<String, Object> limits = new TreeMap<>();
        if (allotment.memoryLimitBytes() > 0) {
            limits.put("memory_bytes", allotment.memoryLimitBytes());
        }
        if (allotment.cpuLimitMillis() > 0) {
            limits.put("cpu_millis", allotment.cpuLimitMillis());
        }
        if (allotment.isLimited()) {
            limits.put("pids", MOST_PROCESSES);
        }
        return limits;
    }

    /**
     * Names the devices to the programs that use them; a step without any sees none.
     *
     * @param declared variables of the document, which are left as they are
     */
    void addTo(SortedMap<String, String> variables, SortedMap<String, String> declared) {
        List<String> ids = devices;
        if (ids != null) {
            String list = String.join(",", ids);
            variables.put("CUDA_VISIBLE_DEVICES", list);
            variables.put("NVIDIA_VISIBLE_DEVICES", ids.isEmpty() ? "void" : list);
            variables.putAll(declared);
        }
    }

    /** For people. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(allotment.notes());
        String problem = abilities.limitsProblem();
        if (allotment.memoryLimitBytes() > 0 && !abilities.limits().contains(Abilities.MEMORY)) {
            String limit = Quantity.ofBytes(allotment.memoryLimitBytes());
            notes.add("its memory limit " + limit + " is not enforced here: " + problem);
        }
        if (allotment.cpuLimitMillis() > 0 && !abilities.limits().contains(Abilities.CPU)) {
            String limit = Quantity.ofMilliCpus(allotment.cpuLimitMillis());
            notes.add("its CPU limit " + limit + " is not enforced here: " + problem);
        }
        return notes;
    }
}
