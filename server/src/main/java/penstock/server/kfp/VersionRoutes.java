package penstock.server.kfp;

import java.util.List;
import java.util.SortedMap;
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
import penstock.server.v2beta1.Mapper;
import penstock.server.v2beta1.VersionInput;
import penstock.server.v2beta1.VersionMessage;

/**
 * Versions of pipelines. As in KFP, a version is found by its own id; the pipeline in the path does
 * not matter.
 */
final class VersionRoutes {
    private static final String ALL = "/apis/v2beta1/pipelines/{pipeline_id}/versions";
    private static final String ONE = ALL + "/{pipeline_version_id}";

    /** Documents of listed versions are shown as long as they take no more than this together. */
    private static final int MOST_LISTED = 16 << 20;

    private final PipelineService pipelines;
    private final Catalogue catalogue;
    private final Packages packages;
    private final Lists lists;
    private final Mapper mapper;

    VersionRoutes(Backend backend, Packages packages, Lists lists, Mapper mapper) {
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
                Route.of("PATCH", ONE, this::update),
                Route.of("DELETE", ONE, this::delete));
    }

    private Answer create(Call call) {
        VersionInput input =
                VersionInput.read(
                        Json.message(call.body().read(Json.MAX_BYTES), "PipelineVersion"));
        String pipelineId = call.variable("pipeline_id");
        if (pipelineId.isEmpty() || input.pipelineId().isEmpty()) {
            throw Refusal.invalid("pipeline_id is required, in the path and in the body");
        }
        if (input.name().isEmpty()) {
            throw Refusal.invalid("name is required");
        }
        SortedMap<String, String> tags = Tags.checked(input.tags());
        Packages.Fetched fetched = packages.fetch(input.packageUrl());
        UploadVersion request =
                new UploadVersion(
                        pipelineId,
                        input.name(),
                        input.displayName(),
                        input.description(),
                        new Catalogue.Links(input.codeSourceUrl(), input.packageUrl()),
                        tags,
                        fetched.document());
        return Json.answer(mapper.version(Outcomes.done(pipelines.addVersion(request))));
    }

    private Answer get(Call call) {
        String id = call.variable("pipeline_version_id");
        Version version = catalogue.version(id);
        if (version == null) {
            throw Refusal.notFound("PipelineVersion", id)
                    .within("Failed to get a pipeline version");
        }
        return Json.answer(mapper.version(version));
    }

    private Answer list(Call call) {
        String pipelineId = call.variable("pipeline_id");
        Lists.Asked asked = lists.read(call.query(), Resource.PIPELINE_VERSIONS, pipelineId);
        Paging.Page<Version> page = catalogue.versions(pipelineId, asked.request());
        return Json.answer(
                new VersionMessage.Page(
                        withDocuments(catalogue, page.items()).stream()
                                .map(mapper::version)
                                .toList(),
                        lists.next(asked, page),
                        page.total()));
    }

    /** Versions of a list, which come without documents; past some size they stay so. */
    static List<Version> withDocuments(Catalogue catalogue, List<Version> versions) {
        Allowance allowance = new Allowance(MOST_LISTED);
        return versions.stream()
                .map(version -> {
                    Version whole = allowance.isSpent() ? null : catalogue.version(version.id());
                    allowance.spend(whole == null ? 0 : whole.document().length());
                    return whole == null ? version : whole;
                })
                .toList();
    }

    private Answer update(Call call) {
        VersionInput input =
                VersionInput.read(
                        Json.message(call.body().read(Json.MAX_BYTES), "PipelineVersion"));
        Catalogue.Change change = Tags.change(input.displayName(), input.tags());
        String id = call.variable("pipeline_version_id");
        return Json.answer(mapper.version(Outcomes.done(pipelines.changeVersion(id, change))));
    }

    private Answer delete(Call call) {
        String id = call.variable("pipeline_version_id");
        if (!catalogue.removeVersion(id)) {
            throw Refusal.notFound("PipelineVersion", id)
                    .within("Failed to delete a pipeline version");
        }
        return Json.empty();
    }
}
