package penstock.testkit.simulation.invariant;

import org.jspecify.annotations.Nullable;
import penstock.control.Capacity;
import penstock.plan.Component;
import penstock.plan.Template;

/**
 * An amount of the machine, counted apart from control: what a step asks for, cut down to the
 * machine, or what is free.
 */
record Usage(long milliCpus, long mebibytes, long gpus) {

    static final Usage NONE = new Usage(0, 0, 0);

    private static final long MEBIBYTE = 1L << 20;

    static Usage all(Capacity capacity) {
        return new Usage(capacity.milliCpus(), capacity.memoryBytes() / MEBIBYTE, capacity.gpus());
    }

    /** Simulated steps ask in the forms {@code 250m}, {@code 64Mi} and {@code 2}, or not at all. */
    static Usage of(Component.Leaf work, Capacity capacity) {
        if (!(work instanceof Component.Container container)) {
            return NONE;
        }
        Component.Resources resources = container.spec().resources();
        Usage all = all(capacity);
        return new Usage(
                Math.min(number(resources.cpuRequest(), "m"), all.milliCpus),
                Math.min(number(resources.memoryRequest(), "Mi"), all.mebibytes),
                Math.min(number(resources.acceleratorCount(), ""), all.gpus));
    }

    Usage plus(Usage other) {
        return new Usage(
                milliCpus + other.milliCpus, mebibytes + other.mebibytes, gpus + other.gpus);
    }

    Usage minus(Usage other) {
        return new Usage(
                milliCpus - other.milliCpus, mebibytes - other.mebibytes, gpus - other.gpus);
    }

    boolean fitsInto(Usage free) {
        return !isShortOf(free, this);
    }

    /** Whether {@code taker} asks for something of which {@code free} has too little for this. */
    boolean isShortOf(Usage free, Usage taker) {
        return (milliCpus > Math.max(0, free.milliCpus) && taker.milliCpus > 0)
                || (mebibytes > Math.max(0, free.mebibytes) && taker.mebibytes > 0)
                || (gpus > Math.max(0, free.gpus) && taker.gpus > 0);
    }

    private static long number(@Nullable Template template, String suffix) {
        if (template == null
                || !(template.parts().getFirst() instanceof Template.Literal(var text))) {
            return 0;
        }
        return Long.parseLong(text.substring(0, text.length() - suffix.length()));
    }
}
