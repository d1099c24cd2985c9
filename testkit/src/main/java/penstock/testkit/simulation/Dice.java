package penstock.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Dice for something with an identity of its own, whenever they are thrown. */
    static Dice of(long seed, String identity) {
        return new Dice(seed * 31 + identity.hashCode());
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Up to {@code longest}, mostly much shorter. */
    Duration upTo(Duration longest) {
        double share = random.nextDouble();
        return Duration.ofNanos((long) (longest.toNanos() * share * share * share));
    }
}
