package penstock.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import penstock.control.port.StepExecutor;

/** Steps that run when a test says so. */
final class ManualSteps implements StepExecutor {

    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final List<Due> later = new ArrayList<>();
    private Instant now = Orders.NOW;

    private record Due(Instant at, Runnable step) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void execute(Runnable step) {
        ready.addLast(step);
    }

    @Override
    public Timer at(Instant due, Runnable step) {
        Due it = new Due(due, step);
        later.add(it);
        return () -> later.remove(it);
    }

    void runAll() {
        while (!ready.isEmpty()) {
            ready.removeFirst().run();
        }
    }

    /** As when the process dies. */
    void forget() {
        ready.clear();
        later.clear();
    }

    void pass(Duration time) {
        now = now.plus(time);
        do {
            for (Due due : List.copyOf(later)) {
                if (!due.at.isAfter(now) && later.remove(due)) {
                    ready.addLast(due.step);
                }
            }
            runAll();
        } while (later.stream().anyMatch(due -> !due.at.isAfter(now)));
    }
}
