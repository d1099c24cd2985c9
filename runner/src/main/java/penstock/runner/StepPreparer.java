package penstock.runner;

import java.io.IOException;

/** Decides how a rendered step is started. */
public interface StepPreparer {

    /** Every step runs as it is written. */
    StepPreparer AS_WRITTEN = step -> Preparation.Plain.of(step.argv(), step.environment());

    /**
     * Prepares one step. Runs on the attempt's own thread, may take minutes (to build an
     * environment) and ends early when that thread is interrupted.
     *
     * @throws IOException when a folder cannot be written or a needed program cannot be run
     * @throws InterruptedException when the step was stopped meanwhile
     */
    Preparation prepare(StepToPrepare step) throws IOException, InterruptedException;
}
