package penstock.server.kfp;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.PipelineService;
import penstock.control.UploadPipeline;
import penstock.control.port.Catalogue;
import penstock.control.port.Catalogue.Pipeline;
import penstock.control.port.Paging;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.list.Lists;
import penstock.server.list.Resource;
import penstock.server.v1beta1.Mapper;
import penstock.server.v1beta1.PipelineInput;
import penstock.server.v1beta1.PipelineMessage;

/** Pipelines, for clients of KFP v1: with their newest version, and removed with all of them. */
final class V1PipelineRoutes {
    private static final String ALL = "/apis/v1beta1/pipelines";
    private static final String ONE = ALL + "/{id}";

    private final PipelineService pipelines;
    private final Catalogue catalogue;
    private final Packages packages;
    private final Lists lists;
    private final Mapper mapper;

    V1PipelineRoutes(Backend backend, Packages packages, Lists lists, Mapper mapper) {
        this.pipelines = backend.services().pipelines();
        this.catalogue = backend.reads().catalogue();
        this.packages = packages;
        this.lists = lists;
        this.mapper = mapper;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ALL, this::create),
                Route.of("GET", ALL, this::list),
                Route.of("GET", ONE, this::get),
                Route.of("DELETE", ONE, this::delete),
                Route.of("GET", ONE + "/templates", this::template),
                Route.of("POST", ONE + "/default_version/{version_id}", this::setDefault),
                Route.of(
                        "GET",
                        "/apis/v1beta1/namespaces/{namespace}/pipelines/{name}",
                        this::getByName));
    }

    private Answer create(Call call) {
        PipelineInput input =
                PipelineInput.read(Json.message(call.body().read(Json.MAX_BYTES), "Pipeline"));
        Packages.Fetched fetched = packages.fetch(input.url());
        UploadPipeline request =
                new UploadPipeline(
                        Backend.NAMESPACE,
                        input.name().isEmpty() ? fetched.fileName() : input.name(),
                        "",
                        input.description(),
                        Collections.emptySortedMap(),
                        UploadPipeline.First.PLAIN,
                        fetched.document());
        return answer(Outcomes.done(pipelines.upload(request)));
    }

    /** A pipeline that has just been uploaded. */
    Answer answer(PipelineService.Uploaded uploaded) {
        return Json.answer(mapper.pipeline(uploaded.pipeline(), uploaded.version()));
    }

    private Answer list(Call call) {
        V1Scope.onlyNamespaces(call.query());
        Lists.Asked asked = lists.read(call.query(), Resource.PIPELINES, "");
        Paging.Page<Pipeline> page = catalogue.pipelines(Backend.NAMESPACE, asked.request());
        return Json.answer(
                new PipelineMessage.Page(
                        page.items().stream().map(this::message).toList(),
                        page.total(),
                        lists.next(asked, page)));
    }

    private PipelineMessage message(Pipeline pipeline) {
        return mapper.pipeline(pipeline, catalogue.latestVersion(pipeline.id()));
    }

    /** SDK 1.8 links to a version as if it were a pipeline, so its id leads to its pipeline. */
    private Answer get(Call call) {
        String id = call.variable("id");
        Pipeline pipeline = catalogue.pipeline(id);
        if (pipeline == null) {
            Catalogue.Version version = catalogue.version(id);
            pipeline = version == null ? null : catalogue.pipeline(version.pipelineId());
        }
        return withVersion(pipeline, id);
    }

    private Answer getByName(Call call) {
        String name = call.variable("name");
        return withVersion(catalogue.pipelineNamed(Backend.NAMESPACE, name), name);
    }

    private Answer withVersion(@Nullable Pipeline pipeline, String wanted) {
        Catalogue.Version newest = pipeline == null ? null : catalogue.latestVersion(pipeline.id());
        if (pipeline == null || newest == null) {
            throw Refusal.notFound(pipeline == null ? "Pipeline" : "PipelineVersion of", wanted)
                    .within("Failed to get a pipeline");
        }
        return Json.answer(mapper.pipeline(pipeline, newest));
    }

    private Answer template(Call call) {
        String id = call.variable("id");
        Catalogue.Version newest = catalogue.latestVersion(id);
        if (newest == null) {
            throw Refusal.notFound("Pipeline", id).within("Failed to get a template");
        }
        return Json.answer(new PipelineMessage.Template(newest.document()));
    }

    /** Which version is the default is not for clients to say since KFP 2: it is the newest. */
    private Answer setDefault(Call call) {
        String id = call.variable("id");
        String versionId = call.variable("version_id");
        Catalogue.Version version = catalogue.version(versionId);
        if (version == null || !version.pipelineId().equals(id)) {
            throw Refusal.notFound("PipelineVersion", versionId);
        }
        return Json.empty();
    }

    /** KFP up to 1.8 removes the versions too, and its clients rely on it. */
    private Answer delete(Call call) {
        String id = call.variable("id");
        if (catalogue.removePipeline(id, true) == Catalogue.Removal.UNKNOWN) {
            throw Refusal.notFound("Pipeline", id).within("Failed to delete a pipeline");
        }
        return Json.empty();
    }
}
