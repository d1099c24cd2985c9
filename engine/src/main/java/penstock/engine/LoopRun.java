package penstock.engine;

/**
 * A loop of a run that has been opened and has not folded. Iterations start in the order of their
 * items; those that succeeded are nothing but their outputs here.
 *
 * @param items what it goes over
 * @param window how many iterations may be live at once
 * @param cursor the first item whose iteration has neither succeeded nor been started in this
 *     generation; the number of items when there is none
 * @param live iterations that were started and have not ended
 * @param done what each iteration that succeeded gave
 * @param failed iterations that failed in this generation
 */
record LoopRun(
        LoopItems items,
        int window,
        int cursor,
        int live,
        PersistentMap<Integer, Outputs> done,
        PersistentMap<Integer, Boolean> failed) {

    /** Iterations of one loop that are live at once at most. */
    static final int WIDEST = 1_000;

    /** A loop none of whose iterations has been started. */
    static LoopRun begin(LoopItems items, int parallelism) {
        int window = parallelism > 0 ? Math.min(parallelism, WIDEST) : WIDEST;
        return new LoopRun(items, window, 0, 0, PersistentMap.empty(), PersistentMap.empty());
    }

    /** The same loop in a new generation: what succeeded is done, the rest comes again. */
    LoopRun again() {
        return new LoopRun(items, window, undone(0), 0, done, PersistentMap.empty());
    }

    boolean hasNext() {
        return cursor < items.size();
    }

    boolean hasRoom() {
        return live < window;
    }

    boolean isOver() {
        return !hasNext() && live == 0;
    }

    /** The iteration at the cursor starts. */
    LoopRun started() {
        return new LoopRun(items, window, undone(cursor + 1), live + 1, done, failed);
    }

    LoopRun succeeded(int index, Outputs given) {
        return new LoopRun(items, window, cursor, live - 1, done.with(index, given), failed);
    }

    /** It failed, or was cancelled with its run. */
    LoopRun ended(int index, Phase end) {
        return new LoopRun(
                items,
                window,
                cursor,
                live - 1,
                done,
                end == Phase.FAILED ? failed.with(index, true) : failed);
    }

    private int undone(int from) {
        int index = from;
        while (index < items.size() && done.containsKey(index)) {
            index++;
        }
        return index;
    }
}
