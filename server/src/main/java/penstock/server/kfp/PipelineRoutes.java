package penstock.server.kfp;

import java.util.List;
import java.util.SortedMap;
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
import penstock.server.json.Fields;
import penstock.server.json.Json;
import penstock.server.list.Lists;
import penstock.server.list.Resource;
import penstock.server.v2beta1.Mapper;
import penstock.server.v2beta1.PipelineInput;
import penstock.server.v2beta1.PipelineMessage;
import penstock.server.v2beta1.VersionInput;

/** Pipelines. */
final class PipelineRoutes {
    private static final String ALL = "/apis/v2beta1/pipelines";
    private static final String ONE = ALL + "/{pipeline_id}";

    private final PipelineService pipelines;
    private final Catalogue catalogue;
    private final Packages packages;
    private final Lists lists;
    private final Mapper mapper;

    PipelineRoutes(Backend backend, Packages packages, Lists lists, Mapper mapper) {
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
                Route.of("POST", ALL + "/create", this::createWithVersion),
                Route.of("GET", ALL + "/names/{name}", this::getByName),
                Route.of("GET", ONE, this::get),
                Route.of("PATCH", ONE, this::update),
                Route.of("DELETE", ONE, this::delete));
    }

    private Answer create(Call call) {
        PipelineInput input =
                PipelineInput.read(Json.message(call.body().read(Json.MAX_BYTES), "Pipeline"));
        UploadPipeline request = request(input, input.name(), UploadPipeline.First.PLAIN, "");
        return Json.answer(mapper.pipeline(Outcomes.done(pipelines.create(request))));
    }

    private Answer createWithVersion(Call call) {
        Fields fields =
                Json.message(call.body().read(Json.MAX_BYTES), "CreatePipelineAndVersionRequest");
        Fields pipeline = fields.message("pipeline");
        Fields version = fields.message("pipeline_version");
        fields.end();
        if (pipeline == null || version == null) {
            throw Refusal.invalid("pipeline and pipeline_version are both required");
        }
        PipelineInput input = PipelineInput.read(pipeline);
        VersionInput first = VersionInput.read(version);
        SortedMap<String, String> tags = Tags.checked(first.tags());
        Packages.Fetched fetched = packages.fetch(first.packageUrl());
        String name = input.name().isEmpty() ? fetched.fileName() : input.name();
        UploadPipeline request =
                request(
                        input,
                        name,
                        new UploadPipeline.First(
                                new Catalogue.Links(first.codeSourceUrl(), first.packageUrl()),
                                tags),
                        fetched.document());
        return Json.answer(mapper.pipeline(Outcomes.done(pipelines.upload(request)).pipeline()));
    }

    private static UploadPipeline request(
            PipelineInput input, String name, UploadPipeline.First first, String document) {
        return new UploadPipeline(
                Backend.NAMESPACE,
                name,
                input.displayName(),
                input.description(),
                Tags.checked(input.tags()),
                first,
                document);
    }

    private Answer get(Call call) {
        String id = call.variable("pipeline_id");
        return answer(catalogue.pipeline(id), id);
    }

    private Answer getByName(Call call) {
        String name = call.variable("name");
        return answer(catalogue.pipelineNamed(Backend.NAMESPACE, name), name);
    }

    private Answer answer(@Nullable Pipeline pipeline, String wanted) {
        if (pipeline == null) {
            throw Refusal.notFound("Pipeline", wanted).within("Failed to get a pipeline");
        }
        return Json.answer(mapper.pipeline(pipeline));
    }

    private Answer list(Call call) {
        Lists.Asked asked = lists.read(call.query(), Resource.PIPELINES, "");
        Paging.Page<Pipeline> page = catalogue.pipelines(Backend.NAMESPACE, asked.request());
        return Json.answer(
                new PipelineMessage.Page(
                        page.items().stream().map(mapper::pipeline).toList(),
                        page.total(),
                        lists.next(asked, page)));
    }

    private Answer update(Call call) {
        PipelineInput input =
                PipelineInput.read(Json.message(call.body().read(Json.MAX_BYTES), "Pipeline"));
        Catalogue.Change change = Tags.change(input.displayName(), input.tags());
        return Json.answer(
                mapper.pipeline(
                        Outcomes.done(
                                pipelines.changePipeline(call.variable("pipeline_id"), change))));
    }

    private Answer delete(Call call) {
        String id = call.variable("pipeline_id");
        return switch (catalogue.removePipeline(id, call.query().flag("cascade"))) {
            case REMOVED -> Json.empty();
            case UNKNOWN ->
                    throw Refusal.notFound("Pipeline", id).within("Failed to delete a pipeline");
            case HAS_VERSIONS ->
                    throw Refusal.invalid(
                            "pipeline "
                                    + id
                                    + " has existing pipeline versions. Set cascade=true to delete"
                                    + " all versions");
        };
    }
}
