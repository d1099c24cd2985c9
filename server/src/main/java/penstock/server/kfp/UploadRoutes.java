package penstock.server.kfp;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import penstock.control.PipelineService;
import penstock.control.UploadPipeline;
import penstock.control.UploadVersion;
import penstock.control.port.Catalogue;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Handler;
import penstock.server.http.Query;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.ErrorBody;
import penstock.spec.archive.PackageLimits;

/**
 * Files with pipelines. Everything but the file travels as query parameters, and errors have a body
 * of their own.
 */
final class UploadRoutes {
    private static final String PART = "uploadfile";

    /** The file and what a form wraps around it. */
    private static final int MAX_BYTES = PackageLimits.DEFAULT.rawBytes() + (1 << 20);

    /** A body is held in memory, so only so many are read at a time. */
    static final int AT_ONCE = 4;

    private final Semaphore reading;
    private final Packages packages;
    private final PipelineService pipelines;
    private final Answers answers;
    private final String base;

    /**
     * Words the answers of one version of the API.
     *
     * @param version its name, such as {@code v2beta1}
     */
    record Answers(
            String version,
            Function<PipelineService.Uploaded, Answer> pipeline,
            Function<Catalogue.Version, Answer> pipelineVersion) {}

    /** {@code reading} bounds how many bodies are read at a time, under all versions together. */
    UploadRoutes(Backend backend, Packages packages, Semaphore reading, Answers answers) {
        this.pipelines = backend.services().pipelines();
        this.packages = packages;
        this.reading = reading;
        this.answers = answers;
        this.base = "/apis/" + answers.version() + "/pipelines/";
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        "POST",
                        base + "upload",
                        answering("Failed to read pipeline from file", this::pipeline)),
                Route.of(
                        "POST",
                        base + "upload_version",
                        answering("Failed to create a pipeline version", this::version)));
    }

    private static Handler answering(String failed, Function<Call, Answer> upload) {
        return call -> {
            try {
                return upload.apply(call);
            } catch (Refusal refusal) {
                return ErrorBody.ofUpload(refusal, failed);
            }
        };
    }

    private Answer pipeline(Call call) {
        Query query = call.query();
        Upload upload = upload(call);
        UploadPipeline request =
                new UploadPipeline(
                        Backend.NAMESPACE,
                        upload.name(),
                        query.text("display_name"),
                        query.text("description"),
                        Tags.read(query.text("tags")),
                        new UploadPipeline.First(links(query), Collections.emptySortedMap()),
                        upload.document());
        return answers.pipeline().apply(Outcomes.done(pipelines.upload(request)));
    }

    private static Catalogue.Links links(Query query) {
        return new Catalogue.Links(query.text("code_source_url"), "");
    }

    private Answer version(Call call) {
        Query query = call.query();
        String pipelineId = query.text("pipelineid");
        if (pipelineId.isEmpty()) {
            throw Refusal.invalid("pipelineid is required: the pipeline that gets the version");
        }
        Upload upload = upload(call);
        UploadVersion request =
                new UploadVersion(
                        pipelineId,
                        upload.name(),
                        query.text("display_name"),
                        query.text("description"),
                        links(query),
                        Tags.read(query.text("tags")),
                        upload.document());
        try {
            return answers.pipelineVersion().apply(Outcomes.done(pipelines.addVersion(request)));
        } catch (Refusal refusal) {
            // KFP answers 400 to an unknown pipeline here: 404 would mean this address.
            throw refusal.code() == Code.NOT_FOUND
                    ? Refusal.of(Code.INVALID_ARGUMENT, refusal.words())
                    : refusal;
        }
    }

    private record Upload(String name, String document) {}

    private Upload upload(Call call) {
        if (!reading.tryAcquire()) {
            throw Refusal.of(
                    Code.BUSY, AT_ONCE + " uploads are being read already; try again in a moment");
        }
        try {
            byte[] body = call.body().read(MAX_BYTES);
            Multipart.Part part = Multipart.file(body, call.headers().first("Content-Type"), PART);
            if (part == null) {
                throw Refusal.invalid("no file called '" + PART + "' in the form");
            }
            String document = packages.unpack(part.fileName(), part.bytes());
            return new Upload(name(call.query(), part.fileName()), document);
        } finally {
            reading.release();
        }
    }

    private static String name(Query query, String fileName) {
        String name = query.text("name");
        String displayName = query.text("display_name");
        return !name.isEmpty() ? name : displayName.isEmpty() ? fileName : displayName;
    }
}
