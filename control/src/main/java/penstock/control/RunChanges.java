package penstock.control;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import penstock.engine.Phase;
import penstock.engine.RunId;

/** Tells subscribers which runs have changed, after the change is durable. */
public final class RunChanges {

    private final List<Consumer<Change>> subscribers = new CopyOnWriteArrayList<>();

    /**
     * A run has changed.
     *
     * @param version number of events in its journal
     */
    public record Change(RunId run, long version, Phase phase) {}

    /** Calls {@code subscriber}, which must not block, on every change until closed. */
    public Subscription subscribe(Consumer<Change> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    void publish(Change change) {
        subscribers.forEach(subscriber -> subscriber.accept(change));
    }

    /** Ends a subscription. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
