package penstock.control.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactRemoval;
import penstock.control.port.Retention;
import penstock.control.port.Retention.Amount;
import penstock.control.port.Retention.Due;
import penstock.control.port.Retention.Waiting;
import penstock.control.port.RunFiles;
import penstock.control.port.StepExecutor;
import penstock.control.port.StoreUnavailableException;

/**
 * Deletes what the rules let go and what nothing refers to any more, every few minutes and when
 * asked. It works in slices, each a step of its own, so that runs have their turn between them; a
 * store that fails makes it wait.
 */
public final class Collector {

    private static final Duration FIRST_AFTER = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Outside outside;
    private final StepExecutor steps;
    private final RetentionRules rules;
    private final Deque<Slice> left = new ArrayDeque<>();
    private final List<Consumer<Collected>> asking = new ArrayList<>();
    private Collected collected = Collected.NOTHING;
    private @Nullable Instant startedAt;
    private @Nullable Ended last;
    private int holds;

    /** What a collection works on. */
    public record Outside(Retention retention, RunFiles files, ArtifactRemoval bytes) {}

    /** Ties the parts together; nothing is collected before {@link #begin} or {@link #collect}. */
    public Collector(Outside outside, StepExecutor steps, RetentionRules rules) {
        this.outside = outside;
        this.steps = steps;
        this.rules = rules;
    }

    /** A collection that has ended. */
    public record Ended(Instant startedAt, Instant endedAt, Collected collected) {}

    /** What a collection would delete now. */
    public record Preview(List<Part> parts, Waiting waiting) {
        public Preview {
            parts = List.copyOf(parts);
        }

        /** What one rule lets go. */
        public record Part(Due due, Amount amount) {}
    }

    /**
     * Collects every ten minutes, for the first time after a minute: servers that one command
     * starts for itself, which may only want to look, have gone by then. Returns at once.
     */
    public void begin() {
        steps.at(steps.now().plus(FIRST_AFTER), this::again);
    }

    private void again() {
        collect(_ -> steps.at(steps.now().plus(EVERY), this::again));
    }

    /** Collects once, or joins the collection under way; tells what it came to. Returns at once. */
    public synchronized void collect(Consumer<Collected> done) {
        asking.add(done);
        if (startedAt == null) {
            startedAt = steps.now();
            steps.execute(this::plan);
        }
    }

    /** The rules in force. */
    public RetentionRules rules() {
        return rules;
    }

    /** The last collection of this server; null before its end. */
    public synchronized @Nullable Ended last() {
        return last;
    }

    /** What a collection would delete now. Blocking. */
    public Preview preview() {
        Retention retention = outside.retention();
        List<Preview.Part> parts = new ArrayList<>();
        for (Due due : rules.due(retention.groups(), steps.now())) {
            Amount amount = retention.amount(due);
            if (amount.runs() > 0) {
                parts.add(new Preview.Part(due, amount));
            }
        }
        return new Preview(parts, retention.waiting());
    }

    /** Deletes nothing until the hold is closed; waits for the slice under way. */
    public synchronized Hold hold() {
        holds++;
        return new Hold();
    }

    /** Keeps everything as it is. */
    public final class Hold implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            synchronized (Collector.this) {
                holds -= closed ? 0 : 1;
                closed = true;
            }
        }
    }

    private synchronized void plan() {
        try {
            left.addAll(
                    new Slices(outside.retention(), outside.files(), outside.bytes(), steps.now())
                            .of(rules));
            steps.execute(this::slice);
        } catch (StoreUnavailableException e) {
            steps.at(steps.now().plus(RETRY_AFTER), this::plan);
        }
    }

    private synchronized void slice() {
        Slice next = left.peekFirst();
        if (next == null) {
            end();
        } else if (holds > 0) {
            steps.at(steps.now().plus(RETRY_AFTER), this::slice);
        } else {
            run(next);
        }
    }

    private void run(Slice slice) {
        try {
            Slice.Done done = slice.run();
            collected = collected.plus(done.collected());
            if (!done.more()) {
                left.removeFirst();
            }
            steps.execute(this::slice);
        } catch (StoreUnavailableException e) {
            steps.at(steps.now().plus(RETRY_AFTER), this::slice);
        } catch (RuntimeException bug) {
            collected = collected.plus(Collected.ofFailures(1));
            left.clear();
            steps.execute(this::slice);
            throw bug;
        }
    }

    private void end() {
        Collected result = collected;
        Instant now = steps.now();
        last = new Ended(startedAt == null ? now : startedAt, now, result);
        List<Consumer<Collected>> told = List.copyOf(asking);
        asking.clear();
        collected = Collected.NOTHING;
        startedAt = null;
        told.forEach(each -> each.accept(result));
    }
}
