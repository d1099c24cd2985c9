package penstock.control;

import java.time.Duration;
import java.util.List;
import penstock.control.port.Journal;
import penstock.control.port.StepExecutor;
import penstock.engine.Command;
import penstock.engine.RunId;

/** Wakes the runs that an earlier server left unfinished: loading one makes its effects due. */
final class Recovery {

    private static final Duration RETRY_STORE_AFTER = Duration.ofSeconds(1);

    private final Journal journal;
    private final RunLoops loops;
    private final StepExecutor steps;

    Recovery(Journal journal, RunLoops loops, StepExecutor steps) {
        this.journal = journal;
        this.loops = loops;
        this.steps = steps;
    }

    void begin() {
        journal.unfinished(outcome -> steps.execute(() -> found(outcome)));
    }

    private void found(Journal.UnfinishedOutcome outcome) {
        switch (outcome) {
            case Journal.UnfinishedOutcome.Found(List<RunId> runs) -> wake(runs, 0);
            case Journal.UnfinishedOutcome.Unavailable _ ->
                    steps.at(steps.now().plus(RETRY_STORE_AFTER), this::begin);
        }
    }

    /** One run at a time, so that what is asked meanwhile is not queued behind all of them. */
    private void wake(List<RunId> runs, int index) {
        if (index < runs.size()) {
            loops.submit(
                    runs.get(index),
                    new Command.Continue(steps.now()),
                    _ -> steps.execute(() -> wake(runs, index + 1)));
        }
    }
}
