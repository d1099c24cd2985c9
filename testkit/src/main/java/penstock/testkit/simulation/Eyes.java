package penstock.testkit.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.Watcher;

/** Shows every sighting to every watcher, adds it to history, and remembers the last ones. */
final class Eyes {

    private static final int REMEMBERED = 120;

    private final Timeline timeline;
    private final History history = new History();
    private final List<Watcher> watchers = new ArrayList<>();
    private final Deque<Seen> last = new ArrayDeque<>();
    private final @Nullable Consumer<String> log;

    private record Seen(Instant at, Sighting sighting) {
        String line() {
            return at + " " + sighting.line();
        }
    }

    /**
     * @param log receives a line for each sighting; null when nobody reads them
     */
    Eyes(Timeline timeline, @Nullable Consumer<String> log) {
        this.timeline = timeline;
        this.log = log;
    }

    void add(Watcher watcher) {
        watchers.add(watcher);
    }

    History history() {
        return history;
    }

    void see(Sighting sighting) {
        Seen seen = new Seen(timeline.now(), sighting);
        last.addLast(seen);
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
        if (log != null) {
            log.accept(seen.line());
        }
        for (Watcher watcher : watchers) {
            watcher.see(sighting, history);
        }
        history.fold(sighting);
    }

    /** The last sightings as lines, oldest first. */
    List<String> last() {
        return last.stream().map(Seen::line).toList();
    }
}
