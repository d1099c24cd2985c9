package penstock.control;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Lease;
import penstock.engine.Outputs;

/** A runner that remembers what it was asked, and reports what a test says. */
final class Hands implements TaskRunner {
    final List<String> asked = new ArrayList<>();
    boolean broken;
    private @Nullable AttemptReports reports;

    @Override
    public void launch(AttemptOrder order, AttemptReports reports) {
        if (broken) {
            throw new IllegalStateException("no hands");
        }
        this.reports = reports;
        asked.add("launch " + order.attempt());
    }

    /** Reports that an attempt succeeded. */
    void succeed(AttemptId attempt, Lease lease) {
        if (reports == null) {
            throw new IllegalStateException("nothing was launched");
        }
        reports.report(attempt, lease, new AttemptResult.Succeeded(Outputs.NONE));
    }

    @Override
    public void stop(AttemptId attempt) {
        asked.add("stop " + attempt);
    }

    @Override
    public void release(AttemptId attempt) {
        asked.add("release " + attempt);
    }
}
