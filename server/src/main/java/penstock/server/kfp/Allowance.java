package penstock.server.kfp;

/** How much more an answer may hold. Not thread-safe. */
final class Allowance {
    private long left;

    Allowance(long characters) {
        this.left = characters;
    }

    boolean isSpent() {
        return left <= 0;
    }

    void spend(long characters) {
        left -= characters;
    }
}
