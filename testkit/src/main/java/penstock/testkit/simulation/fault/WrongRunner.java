package penstock.testkit.simulation.fault;

import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.AttemptOrder;
import penstock.control.port.StepExecutor;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.Outputs;
import penstock.testkit.simulation.Wiring;

/** A runner that does not say what is true, or not when it should. */
record WrongRunner(Way way) implements Wiring {

    enum Way {
        CALLS_FAILED_SUCCEEDED,
        CALLS_STOPPING_STOPPED,
        FAVOURS_SOME_RUNS,
        PASSES_OTHER_ITEMS
    }

    @Override
    public TaskRunner runner(TaskRunner runner, StepExecutor steps) {
        return switch (way) {
            case CALLS_FAILED_SUCCEEDED -> new Boasting(runner);
            case CALLS_STOPPING_STOPPED -> new Hasty(runner);
            case FAVOURS_SOME_RUNS -> new Unfair(runner, steps);
            case PASSES_OTHER_ITEMS -> new Careless(runner);
        };
    }

    private record Boasting(TaskRunner runner) implements TaskRunner {
        @Override
        public void launch(AttemptOrder order, AttemptReports reports) {
            runner.launch(
                    order,
                    (attempt, lease, result) ->
                            reports.report(
                                    attempt,
                                    lease,
                                    result instanceof AttemptResult.Failed
                                            ? new AttemptResult.Succeeded(Outputs.NONE)
                                            : result));
        }

        @Override
        public void stop(AttemptId attempt) {
            runner.stop(attempt);
        }

        @Override
        public void release(AttemptId attempt) {
            runner.release(attempt);
        }
    }

    private static final class Hasty implements TaskRunner {
        private final TaskRunner runner;
        private final SortedMap<AttemptId, Runnable> endings = new TreeMap<>();

        Hasty(TaskRunner runner) {
            this.runner = runner;
        }

        @Override
        public void launch(AttemptOrder order, AttemptReports reports) {
            AttemptId attempt = order.attempt();
            Lease lease = order.lease();
            endings.put(attempt, () -> reports.report(attempt, lease, new AttemptResult.Stopped()));
            runner.launch(order, reports);
        }

        @Override
        public void stop(AttemptId attempt) {
            runner.stop(attempt);
            Runnable ending = endings.get(attempt);
            if (ending != null) {
                ending.run();
            }
        }

        @Override
        public void release(AttemptId attempt) {
            runner.release(attempt);
        }
    }

    /** Gives nothing to iterations. */
    private record Careless(TaskRunner runner) implements TaskRunner {
        @Override
        public void launch(AttemptOrder order, AttemptReports reports) {
            Inputs inputs = order.attempt().path().isIteration() ? Inputs.NONE : order.inputs();
            runner.launch(
                    new AttemptOrder(
                            order.attempt(),
                            order.lease(),
                            order.run(),
                            order.pipelineName(),
                            order.taskRoot(),
                            order.work(),
                            inputs,
                            order.outputUris()),
                    reports);
        }

        @Override
        public void stop(AttemptId attempt) {
            runner.stop(attempt);
        }

        @Override
        public void release(AttemptId attempt) {
            runner.release(attempt);
        }
    }

    /** Lets the first run wait while others are served. */
    private record Unfair(TaskRunner runner, StepExecutor steps) implements TaskRunner {
        @Override
        public void launch(AttemptOrder order, AttemptReports reports) {
            if (order.attempt().run().value().endsWith("1")) {
                steps.at(steps.now().plusSeconds(30), () -> runner.launch(order, reports));
            } else {
                runner.launch(order, reports);
            }
        }

        @Override
        public void stop(AttemptId attempt) {
            runner.stop(attempt);
        }

        @Override
        public void release(AttemptId attempt) {
            runner.release(attempt);
        }
    }
}
