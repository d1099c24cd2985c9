package penstock.control;

import java.util.Comparator;

/**
 * An amount of a machine: what a step asks for, or what is free, which is negative where more runs
 * than should.
 */
record Demand(long milliCpus, long memoryBytes, long gpus) implements Comparable<Demand> {

    static final Demand NONE = new Demand(0, 0, 0);

    private static final Comparator<Demand> ORDER =
            Comparator.comparingLong(Demand::milliCpus)
                    .thenComparingLong(Demand::memoryBytes)
                    .thenComparingLong(Demand::gpus);

    /** The kinds of things of which there is not enough. */
    record Shortage(boolean cpus, boolean memory, boolean gpus) {
        static final Shortage NONE = new Shortage(false, false, false);

        Shortage and(Shortage other) {
            return new Shortage(cpus || other.cpus, memory || other.memory, gpus || other.gpus);
        }
    }

    Demand plus(Demand other) {
        return new Demand(
                milliCpus + other.milliCpus, memoryBytes + other.memoryBytes, gpus + other.gpus);
    }

    Demand minus(Demand other) {
        return new Demand(
                milliCpus - other.milliCpus, memoryBytes - other.memoryBytes, gpus - other.gpus);
    }

    /** Of what {@code free} has too little for this; who asks for nothing never lacks it. */
    Shortage lacking(Demand free) {
        return new Shortage(
                milliCpus > Math.max(0, free.milliCpus),
                memoryBytes > Math.max(0, free.memoryBytes),
                gpus > Math.max(0, free.gpus));
    }

    /** Whether this asks for any of what is short. */
    boolean asksForAnyOf(Shortage shortage) {
        return (shortage.cpus && milliCpus > 0)
                || (shortage.memory && memoryBytes > 0)
                || (shortage.gpus && gpus > 0);
    }

    @Override
    public int compareTo(Demand other) {
        return ORDER.compare(this, other);
    }
}
