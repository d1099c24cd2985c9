package penstock.testkit.simulation;

/** Of whatever can die between two instants: what it had planned does not happen then. */
final class Life {

    private boolean over;

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
