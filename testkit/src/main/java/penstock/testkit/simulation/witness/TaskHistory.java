package penstock.testkit.simulation.witness;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.Event;
import penstock.engine.Inputs;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.TaskPath;

/** A task run as its journal tells it, all generations together. */
public final class TaskHistory {

    private final TaskPath path;
    private final SortedMap<AttemptId, AttemptHistory> attempts = new TreeMap<>();
    private Phase phase = Phase.PENDING;
    private Inputs inputs = Inputs.NONE;
    private Outputs outputs = Outputs.NONE;
    private @Nullable Instant retryDue;
    private boolean opened;
    private @Nullable AttemptId asked;

    TaskHistory(TaskPath path) {
        this.path = path;
    }

    /** Where it sits. */
    public TaskPath path() {
        return path;
    }

    /** Its state; running for an open scope and for a task with inputs, until it ends. */
    public Phase phase() {
        return phase;
    }

    /** What it received last. */
    public Inputs inputs() {
        return inputs;
    }

    /** What it gave; nothing unless it succeeded. */
    public Outputs outputs() {
        return outputs;
    }

    /** Its attempts, oldest first. */
    public SortedMap<AttemptId, AttemptHistory> attempts() {
        return attempts;
    }

    /** Its latest attempt; null when it has none. */
    public @Nullable AttemptHistory latest() {
        return attempts.isEmpty() ? null : attempts.lastEntry().getValue();
    }

    /** When the next attempt is due; null unless one is waited for. */
    public @Nullable Instant retryDue() {
        return retryDue;
    }

    /** Whether it is a scope that was opened in this generation. */
    public boolean opened() {
        return opened;
    }

    void begin(Inputs given, boolean scope) {
        phase = Phase.RUNNING;
        inputs = given;
        opened = scope;
    }

    void fold(Event.OfAttempt event) {
        if (event instanceof Event.AttemptScheduled scheduled) {
            attempts.put(scheduled.attempt(), new AttemptHistory(scheduled));
            retryDue = null;
        }
        AttemptHistory attempt = attempts.get(event.attempt());
        if (attempt != null) {
            attempt.fold(event);
        }
        if (event instanceof Event.AttemptHeld) {
            hold();
        }
        if (event instanceof Event.AttemptSucceeded succeeded) {
            succeed(succeeded.outputs());
        }
    }

    /** Somebody is to look at it. */
    void hold() {
        phase = Phase.PAUSED;
        retryDue = null;
    }

    void goOn() {
        phase = Phase.RUNNING;
    }

    /** It is held before that attempt. */
    void hold(AttemptId next) {
        hold();
        asked = next;
    }

    /** The attempt before which it was held last; null when it never was. */
    public @Nullable AttemptId asked() {
        return asked;
    }

    void waitUntil(Instant due) {
        retryDue = due;
    }

    void succeed(Outputs given) {
        end(Phase.SUCCEEDED);
        outputs = given;
    }

    void end(Phase last) {
        phase = last;
        retryDue = null;
    }

    /** Whatever happened does not count any more. */
    void forget() {
        end(Phase.PENDING);
        outputs = Outputs.NONE;
        opened = false;
    }

    /** A new generation: what had not succeeded is as if it had never been tried. */
    void reopen() {
        if (path.isRoot()) {
            phase = Phase.RUNNING;
        } else if (phase != Phase.SUCCEEDED) {
            phase = Phase.PENDING;
            retryDue = null;
            opened = false;
        }
    }
}
