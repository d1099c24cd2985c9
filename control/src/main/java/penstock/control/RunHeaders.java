package penstock.control;

import java.time.Instant;
import penstock.control.macro.Macros;
import penstock.control.port.StepExecutor;
import penstock.engine.RunCaching;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.plan.Plan;

/** Gives new runs their names, times and rules. */
final class RunHeaders {

    private static final int RESOURCE_SUFFIX = 5;

    private final StepExecutor steps;
    private final Ids ids;
    private final RunCaching caching;

    /**
     * @param caching what runs of this server may take from earlier ones at most
     */
    RunHeaders(StepExecutor steps, Ids ids, RunCaching caching) {
        this.steps = steps;
        this.ids = ids;
        this.caching = caching;
    }

    RunHeader of(CreateRun request, Plan plan) {
        Instant now = steps.now();
        String root = request.pipelineRoot();
        CreateRun.Spawn spawn = request.spawn();
        Instant scheduled = spawn == null ? null : spawn.scheduledAt();
        RunId run = spawn == null ? new RunId(ids.uuid()) : spawn.run();
        Macros macros =
                new Macros(run.value(), now, scheduled, spawn == null ? null : spawn.index());
        return new RunHeader(
                run,
                request.displayName(),
                resourceName(plan.pipelineName()),
                root == null || root.isEmpty() ? RunService.DEFAULT_PIPELINE_ROOT : root,
                now,
                scheduled == null ? now : scheduled,
                macros.expand(request.parameters()),
                request.caching().within(caching));
    }

    /** The pipeline name's last segment and a random suffix, as a cluster names workflows. */
    private String resourceName(String pipelineName) {
        String last = pipelineName.substring(pipelineName.lastIndexOf('/') + 1);
        return last + "-" + ids.uuid().substring(0, RESOURCE_SUFFIX);
    }
}
