package penstock.control;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.control.Outcome.Done;
import penstock.control.Outcome.Refused;
import penstock.control.port.Catalogue;
import penstock.control.port.Catalogue.Pipeline;
import penstock.control.port.Catalogue.Version;
import penstock.control.port.StepExecutor;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;

/** Pipelines and their versions. Documents are compiled when they come in. Calls block. */
public final class PipelineService {

    private static final int MAX_NAME = 128;
    private static final int MAX_VERSION_NAME = 127;

    private static final Pattern CONTROL_CHARACTER = Pattern.compile("\\p{Cntrl}");

    /** What KFP asks of the name inside an uploaded document. */
    private static final Pattern DOCUMENT_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,127}");

    private final Catalogue catalogue;
    private final Compiler compiler;
    private final StepExecutor steps;
    private final Ids ids;

    PipelineService(Catalogue catalogue, Compiler compiler, StepExecutor steps, Ids ids) {
        this.catalogue = catalogue;
        this.compiler = compiler;
        this.steps = steps;
        this.ids = ids;
    }

    /** A pipeline and its first version. */
    public record Uploaded(Pipeline pipeline, Version version) {}

    /** Adds a pipeline with a first version of the same name. */
    public Outcome<Uploaded> upload(UploadPipeline request) {
        return switch (compiler.compile(request.document())) {
            case Refused<Plan>(var problem, var diagnostics) -> new Refused<>(problem, diagnostics);
            case Done<Plan>(Plan plan) -> {
                Problem misnamed = checkDocument(plan);
                yield misnamed == null ? upload(request, plan) : Outcome.refused(misnamed);
            }
        };
    }

    /** Adds a pipeline without versions. */
    public Outcome<Pipeline> create(UploadPipeline request) {
        Pipeline pipeline = pipeline(request, request.name());
        Problem misnamed = checkName("pipeline", pipeline.name(), MAX_NAME);
        if (misnamed != null) {
            return Outcome.refused(misnamed);
        }
        return catalogue.addPipeline(pipeline, null)
                ? new Done<>(pipeline)
                : taken("pipeline", pipeline.name());
    }

    /** Adds a version to a pipeline. */
    public Outcome<Version> addVersion(UploadVersion request) {
        Pipeline pipeline = catalogue.pipeline(request.pipelineId());
        if (pipeline == null) {
            return unknown("Pipeline", request.pipelineId());
        }
        return switch (compiler.compile(request.document())) {
            case Refused<Plan>(var problem, var diagnostics) -> new Refused<>(problem, diagnostics);
            case Done<Plan>(Plan plan) -> {
                Problem misnamed = checkDocument(plan);
                yield misnamed == null ? addCompiled(request) : Outcome.refused(misnamed);
            }
        };
    }

    /** Changes a pipeline. */
    public Outcome<Pipeline> changePipeline(String id, Catalogue.Change change) {
        Pipeline changed = catalogue.changePipeline(id, change) ? catalogue.pipeline(id) : null;
        return changed == null ? unknown("Pipeline", id) : new Done<>(changed);
    }

    /** Changes a version. */
    public Outcome<Version> changeVersion(String id, Catalogue.Change change) {
        Version changed = catalogue.changeVersion(id, change) ? catalogue.version(id) : null;
        return changed == null ? unknown("PipelineVersion", id) : new Done<>(changed);
    }

    /** The plan of a document. */
    public Outcome<Plan> compile(String document) {
        return compiler.compile(document);
    }

    /** The plan of a version. */
    public Outcome<Plan> plan(String versionId) {
        Version version = catalogue.version(versionId);
        return version == null
                ? Outcome.refused(
                        Problem.of(
                                ErrorCode.NOT_FOUND,
                                "Pipeline version '" + versionId + "' not found"))
                : compiler.compile(version.document());
    }

    private Outcome<Uploaded> upload(UploadPipeline request, Plan plan) {
        String name = request.name().isEmpty() ? plan.pipelineName() : request.name();
        Problem misnamed = checkName("pipeline", name, MAX_NAME);
        if (misnamed != null) {
            return Outcome.refused(misnamed);
        }
        Pipeline pipeline = pipeline(request, name);
        Version version =
                new Version(
                        ids.uuid(),
                        pipeline.id(),
                        name,
                        pipeline.displayName(),
                        request.description(),
                        pipeline.createdAt(),
                        request.first().links(),
                        request.first().tags(),
                        request.document());
        return catalogue.addPipeline(pipeline, version)
                ? new Done<>(new Uploaded(pipeline, version))
                : taken("pipeline", name);
    }

    private Outcome<Version> addCompiled(UploadVersion request) {
        Problem misnamed = checkName("pipeline version", request.name(), MAX_VERSION_NAME);
        if (misnamed != null) {
            return Outcome.refused(misnamed);
        }
        Version version =
                new Version(
                        ids.uuid(),
                        request.pipelineId(),
                        request.name(),
                        request.displayName().isEmpty() ? request.name() : request.displayName(),
                        request.description(),
                        steps.now(),
                        request.links(),
                        request.tags(),
                        request.document());
        return catalogue.addVersion(version)
                ? new Done<>(version)
                : taken("pipeline version", request.name());
    }

    private Pipeline pipeline(UploadPipeline request, String name) {
        return new Pipeline(
                ids.uuid(),
                request.namespace(),
                name,
                request.displayName().isEmpty() ? name : request.displayName(),
                request.description(),
                steps.now(),
                request.tags());
    }

    private static @Nullable Problem checkName(String what, String name, int longest) {
        boolean fits =
                !name.isBlank()
                        && name.codePointCount(0, name.length()) <= longest
                        && !CONTROL_CHARACTER.matcher(name).find();
        return fits
                ? null
                : Problem.of(
                        ErrorCode.INVALID_ARGUMENT,
                        what
                                + " name '"
                                + name
                                + "' (expected: 1 to "
                                + longest
                                + " characters, none of them a control character)");
    }

    private static @Nullable Problem checkDocument(Plan plan) {
        return DOCUMENT_NAME.matcher(plan.pipelineName()).matches()
                ? null
                : new Problem(
                        ErrorCode.INVALID_ARGUMENT,
                        "pipeline's name must contain only lowercase alphanumeric characters or"
                                + " '-' and must start with alphanumeric characters: '"
                                + plan.pipelineName()
                                + "'",
                        "Change the name inside the document, and compile it again.");
    }

    private static <T> Outcome<T> unknown(String what, String id) {
        return Outcome.refused(Problem.of(ErrorCode.NOT_FOUND, what + " '" + id + "' not found"));
    }

    private static <T> Outcome<T> taken(String what, String name) {
        return Outcome.refused(
                new Problem(
                        ErrorCode.ALREADY_EXISTS,
                        "Failed to create a new "
                                + what
                                + ". The name "
                                + name
                                + " already exists. Please specify a new name",
                        "Choose another name."));
    }
}
