package penstock.server.kfp;

import java.util.Collections;
import java.util.List;
import penstock.control.PipelineService;
import penstock.control.UploadVersion;
import penstock.control.port.Catalogue;
import penstock.control.port.Catalogue.Version;
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
import penstock.server.v1beta1.PipelineMessage;
import penstock.server.v1beta1.Reference;
import penstock.server.v1beta1.VersionInput;
import penstock.server.v1beta1.VersionMessage;

/** Versions of pipelines, for clients of KFP v1. */
final class V1VersionRoutes {
    private static final String ALL = "/apis/v1beta1/pipeline_versions";
    private static final String ONE = ALL + "/{version_id}";

    private final PipelineService pipelines;
    private final Catalogue catalogue;
    private final RunActions runs;
    private final Packages packages;
    private final Lists lists;
    private final Mapper mapper;

    V1VersionRoutes(Backend backend, Packages packages, Lists lists, Mapper mapper) {
        this.pipelines = backend.services().pipelines();
        this.catalogue = backend.reads().catalogue();
        this.runs = new RunActions(backend);
        this.packages = packages;
        this.lists = lists;
        this.mapper = mapper;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ALL, this::create),
                Route.of("GET", ALL, this::list),
                Route.of("GET", ONE, call -> Json.answer(mapper.version(find(call)))),
                Route.of("DELETE", ONE, this::delete),
                Route.of(
                        "GET",
                        ONE + "/templates",
                        call -> Json.answer(new PipelineMessage.Template(find(call).document()))));
    }

    private Answer create(Call call) {
        VersionInput input =
                VersionInput.read(
                        Json.message(call.body().read(Json.MAX_BYTES), "PipelineVersion"));
        if (input.name().isEmpty()) {
            throw Refusal.invalid("name is required");
        }
        Packages.Fetched fetched = packages.fetch(input.url());
        UploadVersion request =
                new UploadVersion(
                        input.pipelineId(),
                        input.name(),
                        "",
                        input.description(),
                        new Catalogue.Links(input.codeSourceUrl(), input.url()),
                        Collections.emptySortedMap(),
                        fetched.document());
        return answer(Outcomes.done(pipelines.addVersion(request)));
    }

    /** A version that has just been uploaded. */
    Answer answer(Version version) {
        return Json.answer(mapper.version(version));
    }

    private Answer list(Call call) {
        Reference.type(call.query().text("resource_key.type"));
        String pipelineId = call.query().text("resource_key.id");
        if (pipelineId.isEmpty()) {
            throw Refusal.invalid("resource_key.id is required: the pipeline of the versions");
        }
        Lists.Asked asked = lists.read(call.query(), Resource.PIPELINE_VERSIONS, pipelineId);
        Paging.Page<Version> page = catalogue.versions(pipelineId, asked.request());
        return Json.answer(
                new VersionMessage.Page(
                        VersionRoutes.withDocuments(catalogue, page.items()).stream()
                                .map(mapper::version)
                                .toList(),
                        lists.next(asked, page),
                        page.total()));
    }

    private Version find(Call call) {
        String id = call.variable("version_id");
        Version version = runs.version(id);
        if (version == null) {
            throw Refusal.notFound("PipelineVersion", id)
                    .within("Failed to get a pipeline version");
        }
        return version;
    }

    private Answer delete(Call call) {
        String id = call.variable("version_id");
        if (!catalogue.removeVersion(id)) {
            throw Refusal.notFound("PipelineVersion", id)
                    .within("Failed to delete a pipeline version");
        }
        return Json.empty();
    }
}
