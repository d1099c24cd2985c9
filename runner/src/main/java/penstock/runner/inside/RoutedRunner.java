package penstock.runner.inside;

import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;
import penstock.plan.Component;

/**
 * Hands each attempt to the runner for its kind of work. An attempt is known by its order only, so
 * whatever is asked of one without its order is asked of both; the one that never gets the order
 * has nothing to stop and nothing to let go.
 */
public final class RoutedRunner implements TaskRunner {

    private final TaskRunner programs;
    private final TaskRunner others;

    /**
     * @param programs runs what is a program
     * @param others runs what is not
     */
    public RoutedRunner(TaskRunner programs, TaskRunner others) {
        this.programs = programs;
        this.others = others;
    }

    @Override
    public void launch(AttemptOrder order, AttemptReports reports) {
        switch (order.work()) {
            case Component.Container _ -> programs.launch(order, reports);
            case Component.Importer _, Component.VolumeChange _ -> others.launch(order, reports);
        }
    }

    @Override
    public void stop(AttemptId attempt) {
        programs.stop(attempt);
        others.stop(attempt);
    }

    @Override
    public void release(AttemptId attempt) {
        programs.release(attempt);
        others.release(attempt);
    }
}
