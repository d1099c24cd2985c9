package penstock.server.v1beta1;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.control.RunService;
import penstock.control.port.Catalogue;
import penstock.control.port.RunOrigin;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.TaskRow;
import penstock.engine.Phase;
import penstock.engine.RunHeader;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.server.backend.ShownRun;
import penstock.server.json.Times;
import penstock.server.v1beta1.RunMessage.Metric;

/** Makes messages of what the ports give. */
public final class Mapper {
    /** KFP has an error only where it cannot read a run; why one failed is in its workflow. */
    private static final String NO_ERROR = "";

    private static final List<Reference> SHARED = List.of(Reference.owner("NAMESPACE", ""));

    private final Clock clock;

    /** A mapper. */
    public Mapper(Clock clock) {
        this.clock = clock;
    }

    /** An experiment. */
    public ExperimentMessage experiment(Catalogue.Experiment experiment) {
        return new ExperimentMessage(
                experiment.id(),
                experiment.name(),
                experiment.description(),
                Times.seconds(experiment.createdAt()),
                SHARED,
                experiment.archived() ? "STORAGESTATE_ARCHIVED" : "STORAGESTATE_AVAILABLE");
    }

    /** A pipeline with its newest version, where it has one. */
    public PipelineMessage pipeline(
            Catalogue.Pipeline pipeline, Catalogue.@Nullable Version newest) {
        VersionMessage version = newest == null ? null : version(newest);
        return new PipelineMessage(
                pipeline.id(),
                Times.seconds(pipeline.createdAt()),
                pipeline.name(),
                pipeline.description(),
                version == null ? List.of() : version.parameters(),
                version == null ? null : version.packageUrl(),
                version);
    }

    /** A version. */
    public VersionMessage version(Catalogue.Version version) {
        return new VersionMessage(
                version.id(),
                version.name(),
                Times.seconds(version.createdAt()),
                Document.of(version.document()).parameters(),
                version.links().codeSource(),
                Url.orNull(version.links().codeSource()),
                List.of(Reference.owner("PIPELINE", version.pipelineId())),
                version.description());
    }

    /**
     * What is known of a run.
     *
     * @param document what it runs; empty when it is not to be shown
     * @param versionName the name of the version it is of; empty for a run of a document
     */
    public record Known(RunRow row, String document, String versionName, List<Metric> metrics) {
        public Known {
            metrics = List.copyOf(metrics);
        }
    }

    /** A run. */
    public RunMessage run(Known known) {
        RunRow row = known.row();
        RunHeader header = row.header();
        ShownRun shown = ShownRun.of(row, clock);
        Instant finished = shown.finishedAt();
        return new RunMessage(
                header.run().value(),
                header.displayName(),
                row.archived() ? "STORAGESTATE_ARCHIVED" : null,
                row.origin().description(),
                spec(known, Document.of(known.document())),
                references(row.origin()),
                row.origin().serviceAccount(),
                Times.seconds(header.createdAt()),
                Times.seconds(header.scheduledAt()),
                Times.seconds(finished == null ? Instant.EPOCH : finished),
                word(shown.phase()),
                NO_ERROR,
                known.metrics());
    }

    /** A run with its workflow. */
    public RunMessage.Detail detail(Known known, List<TaskRow> tasks) {
        Document document = Document.of(known.document());
        String pipeline = document.workflow() == null ? document.text() : "";
        return new RunMessage.Detail(
                run(known),
                new RunMessage.PipelineRuntime(
                        pipeline, new Workflow(known.row(), tasks).json(document)));
    }

    private static RunMessage.Spec spec(Known known, Document document) {
        RunHeader header = known.row().header();
        String pipelineId = known.row().origin().pipelineId();
        String root = header.pipelineRoot();
        return spec(
                new Named(pipelineId == null ? "" : pipelineId, known.versionName()),
                document,
                header.parameters(),
                root.equals(RunService.DEFAULT_PIPELINE_ROOT) ? "" : root);
    }

    /** A pipeline's id and the name of one of its versions; both empty for a document. */
    record Named(String pipelineId, String versionName) {}

    /** What runs, of {@code given} parameters and, where {@code root} is not empty, there. */
    static RunMessage.Spec spec(
            Named named, Document document, SortedMap<String, Value> given, String root) {
        boolean argo = document.workflow() != null;
        boolean configured = !argo && !(given.isEmpty() && root.isEmpty());
        return new RunMessage.Spec(
                named.pipelineId(),
                named.versionName(),
                argo ? document.text() : "",
                argo ? "" : document.text(),
                argo ? parameters(given, document) : List.of(),
                configured ? new RunMessage.RuntimeConfig(given, root) : null);
    }

    /** All parameters of a workflow, with the run's values. */
    private static List<Parameter> parameters(SortedMap<String, Value> given, Document document) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        document.parameters().forEach(each -> values.put(each.name(), each.value()));
        given.forEach((name, value) -> values.put(name, ValueText.plain(value)));
        List<Parameter> parameters = new ArrayList<>();
        values.forEach((name, value) -> parameters.add(new Parameter(name, value)));
        return parameters;
    }

    private static List<Reference> references(RunOrigin origin) {
        List<Reference> references = new ArrayList<>();
        references.add(Reference.owner("EXPERIMENT", origin.experimentId()));
        String recurringRunId = origin.recurringRunId();
        references.addAll(
                recurringRunId == null
                        ? creators(origin.pipelineId(), origin.pipelineVersionId())
                        : List.of(Reference.creator("JOB", recurringRunId)));
        return references;
    }

    /** What something was made of: a version, else a pipeline, else nothing that has an id. */
    static List<Reference> creators(@Nullable String pipelineId, @Nullable String versionId) {
        if (versionId != null) {
            return List.of(Reference.creator("PIPELINE_VERSION", versionId));
        }
        return pipelineId == null ? List.of() : List.of(Reference.creator("PIPELINE", pipelineId));
    }

    /** The word for a state. Clients of v1beta1 know no word for a cancelled run. */
    static String word(Phase phase) {
        return switch (phase) {
            case PENDING, PAUSED -> "Pending";
            case RUNNING -> "Running";
            case SUCCEEDED -> "Succeeded";
            case SKIPPED -> "Skipped";
            case FAILED, CANCELED -> "Failed";
            case CANCELING -> "Terminating";
        };
    }
}
