package penstock.server;

import java.io.IOException;
import java.time.InstantSource;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.Images;
import penstock.runner.RunnerSettings;
import penstock.runner.python.Environments;
import penstock.runner.python.PythonSteps;
import penstock.runner.python.WarmUp;

/** What Python steps need: environments, and how steps start from them. */
record PythonParts(Environments environments, PythonSteps steps, WarmUp warmUp) {

    /**
     * Opens them.
     *
     * @param bytes what environments may take together before those unused longest are removed
     */
    static PythonParts open(RunnerSettings settings, boolean warm, long bytes) throws StartRefused {
        try {
            Environments environments =
                    Environments.open(
                            new Environments.Settings(
                                    settings.data().resolve("envs"),
                                    settings.data().resolve("attempts"),
                                    settings.environment(),
                                    bytes),
                            InstantSource.system());
            PythonSteps steps = new PythonSteps(environments, settings.data().resolve("bin"), warm);
            Images images = new Images(settings.images(), settings.environment());
            return new PythonParts(
                    environments, steps, new WarmUp(images, environments, settings.environment()));
        } catch (IOException e) {
            throw new StartRefused(
                    new Problem(
                            ErrorCode.FAILED_PRECONDITION,
                            "Python environments cannot be kept: " + e.getMessage(),
                            "Check the data folder " + settings.data() + " and its disk."));
        }
    }
}
