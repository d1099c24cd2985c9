package penstock.testkit.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What became of many worlds.
 *
 * @param worlds each, by seed
 * @param table how far effects were when servers died, all worlds together
 * @param took how long it took in real time
 */
public record WorldsReport(List<WorldReport> worlds, CrashTable table, Duration took) {

    /** Adds up worlds. */
    public static WorldsReport of(List<WorldReport> worlds, Duration took) {
        CrashTable sum = new CrashTable();
        worlds.forEach(world -> sum.add(world.table()));
        return new WorldsReport(
                worlds.stream().sorted(Comparator.comparingLong(WorldReport::seed)).toList(),
                sum,
                took);
    }

    /** Events in all journals. */
    public long events() {
        return sum(WorldReport::events);
    }

    /** Of the worlds, the middle one's number of events. */
    public long medianEvents() {
        return median(WorldReport::events);
    }

    /** Of the worlds, the middle one's number of crashes. */
    public long medianCrashes() {
        return median(WorldReport::crashes);
    }

    /** The figures as text. */
    public String text() {
        double seconds = Math.max(1, took.toMillis()) / 1000.0;
        return String.join(
                System.lineSeparator(),
                "worlds   %d in %.1f s".formatted(worlds.size(), seconds),
                "steps    %d, %.0f a second"
                        .formatted(sum(WorldReport::steps), sum(WorldReport::steps) / seconds),
                "events   %d, %.0f a second, median %d a world"
                        .formatted(events(), events() / seconds, medianEvents()),
                "crashes  %d, median %d a world"
                        .formatted(sum(WorldReport::crashes), medianCrashes()),
                "",
                "deaths of a server, by kind and progress of an effect under way",
                table.text());
    }

    private long sum(ToLongFunction<WorldReport> figure) {
        return worlds.stream().mapToLong(figure).sum();
    }

    private long median(ToLongFunction<WorldReport> figure) {
        List<Long> sorted = worlds.stream().map(figure::applyAsLong).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }
}
