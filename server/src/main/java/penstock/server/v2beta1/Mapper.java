package penstock.server.v2beta1;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.RunService;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Catalogue.Pipeline;
import penstock.control.port.Catalogue.Version;
import penstock.control.port.RunOrigin;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.StateChange;
import penstock.control.port.RunReads.TaskRow;
import penstock.engine.Phase;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.server.backend.ShownRun;
import penstock.server.json.SpecJson;
import penstock.server.json.Times;
import penstock.server.v2beta1.RunMessage.ChildTask;
import penstock.server.v2beta1.RunMessage.Details;
import penstock.server.v2beta1.RunMessage.RuntimeConfig;
import penstock.server.v2beta1.RunMessage.RuntimeStatus;
import penstock.server.v2beta1.RunMessage.Status;
import penstock.server.v2beta1.RunMessage.TaskDetail;
import penstock.server.v2beta1.RunMessage.VersionReference;
import penstock.server.v2beta1.VersionMessage.PackageUrl;

/** Makes messages of what the ports give. */
public final class Mapper {
    private static final String AVAILABLE = "AVAILABLE";
    private static final String ARCHIVED = "ARCHIVED";

    /** What KFP sends for a time that a task has not reached. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Clock clock;
    private final boolean canceledShown;

    /**
     * A mapper.
     *
     * @param canceledShown cancelled runs end as CANCELED, not as FAILED; KFP's SDK then waits for
     *     them in vain
     */
    public Mapper(Clock clock, boolean canceledShown) {
        this.clock = clock;
        this.canceledShown = canceledShown;
    }

    /** An experiment. */
    public ExperimentMessage experiment(Experiment experiment) {
        Instant last = experiment.lastRunAt();
        return new ExperimentMessage(
                experiment.id(),
                experiment.name(),
                experiment.description(),
                Times.seconds(experiment.createdAt()),
                experiment.namespace(),
                experiment.archived() ? ARCHIVED : AVAILABLE,
                Times.seconds(last == null ? Instant.EPOCH : last));
    }

    /** A pipeline. */
    public PipelineMessage pipeline(Pipeline pipeline) {
        return new PipelineMessage(
                pipeline.id(),
                pipeline.displayName(),
                pipeline.description(),
                Times.seconds(pipeline.createdAt()),
                pipeline.namespace(),
                pipeline.name(),
                pipeline.tags());
    }

    /** A version, with its document where it has one. */
    public VersionMessage version(Version version) {
        return new VersionMessage(
                version.pipelineId(),
                version.id(),
                version.displayName(),
                version.description(),
                Times.seconds(version.createdAt()),
                version.document().isEmpty() ? null : SpecJson.ofDocument(version.document()),
                PackageUrl.orNull(version.links().packageUrl()),
                version.links().codeSource(),
                version.name(),
                version.tags());
    }

    /** A run as lists show it: without its document and its tasks. */
    public RunMessage run(RunRow row) {
        return run(row, null, List.of());
    }

    /**
     * A run with these of its tasks.
     *
     * @param document what it runs; shown when it came with the request, not from a pipeline
     */
    public RunMessage run(RunRow row, @Nullable String document, List<TaskRow> tasks) {
        RunHeader header = row.header();
        RunOrigin origin = row.origin();
        ShownRun shown = ShownRun.of(row, clock);
        Instant finished = shown.finishedAt();
        String pipelineId = origin.pipelineId();
        return new RunMessage(
                origin.experimentId(),
                header.run().value(),
                header.displayName(),
                row.archived() ? ARCHIVED : AVAILABLE,
                origin.description(),
                pipelineId != null || document == null ? null : SpecJson.ofDocument(document),
                pipelineId == null ? null : reference(pipelineId, origin.pipelineVersionId()),
                config(header),
                origin.serviceAccount(),
                Times.seconds(header.createdAt()),
                Times.seconds(header.scheduledAt()),
                Times.seconds(finished == null ? Instant.EPOCH : finished),
                state(shown.phase()),
                shown.held() ? null : error(row),
                tasks.isEmpty() || !shown.reported() ? null : new Details(details(header, tasks)),
                origin.recurringRunId(),
                history(row, shown.held()));
    }

    private static VersionReference reference(String pipelineId, @Nullable String versionId) {
        return new VersionReference(pipelineId, versionId == null ? "" : versionId);
    }

    private static @Nullable RuntimeConfig config(RunHeader header) {
        String root = header.pipelineRoot();
        String named = root.equals(RunService.DEFAULT_PIPELINE_ROOT) ? "" : root;
        return header.parameters().isEmpty() && named.isEmpty()
                ? null
                : new RuntimeConfig(header.parameters(), named);
    }

    private String state(Phase phase) {
        boolean renamed = phase == Phase.CANCELED && !canceledShown;
        return (renamed ? Phase.FAILED : phase).name();
    }

    /** A run that is being stopped has no error before it ends: KFP's clients compare. */
    private static @Nullable Status error(RunRow row) {
        Problem problem = row.problem();
        if (problem == null && row.phase() == Phase.CANCELED) {
            return new Status(1, "cancelled");
        }
        return row.phase() == Phase.CANCELING ? null : status(problem);
    }

    private List<RuntimeStatus> history(RunRow row, boolean held) {
        List<RuntimeStatus> history = new ArrayList<>();
        for (StateChange change : row.history()) {
            if (!(held && change.phase().isTerminal())) {
                String time = Times.seconds(change.at());
                history.add(new RuntimeStatus(time, state(change.phase()), null));
            }
        }
        return history;
    }

    private static List<TaskDetail> details(RunHeader header, List<TaskRow> tasks) {
        Map<String, List<ChildTask>> children = new HashMap<>();
        for (TaskRow task : tasks) {
            children.computeIfAbsent(parentId(header.run(), task.path()), _ -> new ArrayList<>())
                    .add(new ChildTask(task.taskId()));
        }
        return tasks.stream()
                .map(task -> detail(header, task, children.getOrDefault(task.taskId(), List.of())))
                .toList();
    }

    private static TaskDetail detail(RunHeader header, TaskRow task, List<ChildTask> children) {
        return new TaskDetail(
                header.run().value(),
                task.taskId(),
                task.displayName(),
                Times.seconds(header.createdAt()),
                time(task.startedAt()),
                time(task.finishedAt()),
                task.phase().name(),
                status(task.problem()),
                parentId(header.run(), task.path()),
                children);
    }

    private static String time(@Nullable Instant time) {
        return time == null ? NEVER : Times.seconds(time);
    }

    private static String parentId(RunId run, String path) {
        TaskPath task = new TaskPath(path);
        boolean outermost = task.isRoot() || task.parent().isRoot();
        return outermost ? "" : task.parent().idIn(run);
    }

    static @Nullable Status status(@Nullable Problem problem) {
        if (problem == null) {
            return null;
        }
        String hint = problem.hint().isEmpty() ? "" : " " + problem.hint();
        return new Status(number(problem.code()), problem.message() + hint);
    }

    /** The number of gRPC that comes nearest. */
    private static int number(ErrorCode code) {
        if (code == ErrorCode.CANCELED) {
            return 1;
        }
        if (code == ErrorCode.STEP_TIMED_OUT || code == ErrorCode.RUN_TIMED_OUT) {
            return 4;
        }
        return switch (code.blame()) {
            case USER -> 9;
            case RESOURCES -> 8;
            case EXTERNAL -> 14;
            case INTERNAL -> 13;
        };
    }
}
