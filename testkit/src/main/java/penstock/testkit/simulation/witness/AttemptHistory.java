package penstock.testkit.simulation.witness;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.Event;
import penstock.engine.Lease;

/** An attempt as its journal tells it. */
public final class AttemptHistory {

    private final AttemptId id;
    private final Instant scheduledAt;
    private final Lease lease;
    private boolean started;
    private boolean stopRequested;
    private boolean held;
    private Event.@Nullable OfAttempt end;

    AttemptHistory(Event.AttemptScheduled scheduled) {
        this.id = scheduled.attempt();
        this.scheduledAt = scheduled.at();
        this.lease = scheduled.lease();
    }

    void fold(Event.OfAttempt event) {
        switch (event) {
            case Event.AttemptScheduled _ -> {}
            case Event.AttemptHeld _ -> held = true;
            case Event.AttemptStarted _ -> started = true;
            case Event.StopRequested _ -> stopRequested = true;
            case Event.AttemptSucceeded _,
                    Event.AttemptFailed _,
                    Event.AttemptLost _,
                    Event.AttemptStopped _ ->
                    end = event;
        }
    }

    /** Which attempt. */
    public AttemptId id() {
        return id;
    }

    /** When it was scheduled. */
    public Instant scheduledAt() {
        return scheduledAt;
    }

    /** Under which lease. */
    public Lease lease() {
        return lease;
    }

    /** Whether its start is recorded. */
    public boolean started() {
        return started;
    }

    /** Whether it was asked to stop. */
    public boolean stopRequested() {
        return stopRequested;
    }

    /** Whether its end was kept for somebody to look at. */
    public boolean held() {
        return held;
    }

    /** How it ended; null while it has not. */
    public Event.@Nullable OfAttempt end() {
        return end;
    }
}
