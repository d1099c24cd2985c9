package penstock.bench;

import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Outputs;

/** A step that takes no time: what is left is the engine, the journal and their threads. */
final class NoOpRunner implements TaskRunner {

    @Override
    public void launch(AttemptOrder order, AttemptReports reports) {
        reports.report(
                order.attempt(), order.lease(), new AttemptResult.Started(AttemptFacts.NONE));
        reports.report(order.attempt(), order.lease(), new AttemptResult.Succeeded(Outputs.NONE));
    }

    @Override
    public void stop(AttemptId attempt) {}

    @Override
    public void release(AttemptId attempt) {}
}
