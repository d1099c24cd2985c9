package penstock.engine;

import penstock.plan.Template.RunConstant;

/** The facts about a run or a task that placeholders can ask for. */
public final class RunFacts {

    /** The folder that tasks of one run share, as every step sees it. */
    public static final String WORKSPACE_PATH = "/kfp-workspace";

    private RunFacts() {}

    /** The text of {@code constant} for the task run at {@code path}. */
    public static String text(RunConstant constant, RunHeader header, TaskPath path) {
        return switch (constant) {
            case PIPELINE_JOB_NAME -> header.displayName();
            case PIPELINE_JOB_RESOURCE_NAME -> header.resourceName();
            case PIPELINE_JOB_UUID -> header.run().value();
            case PIPELINE_TASK_NAME -> path.key();
            case PIPELINE_TASK_UUID -> path.idIn(header.run());
            case PIPELINE_JOB_CREATE_TIME_UTC -> header.createdAt().toString();
            case PIPELINE_JOB_SCHEDULE_TIME_UTC -> header.scheduledAt().toString();
            case PIPELINE_ROOT -> header.pipelineRoot();
            case WORKSPACE_PATH -> WORKSPACE_PATH;
        };
    }
}
