package penstock.control.retention;

/** A part of a collection that is done bit by bit. */
@FunctionalInterface
interface Slice {

    /** Does some of it. */
    Done run();

    /**
     * What came of it.
     *
     * @param more whether it has to be run again
     */
    record Done(Collected collected, boolean more) {
        static final Done NOTHING = new Done(Collected.NOTHING, false);
    }
}
