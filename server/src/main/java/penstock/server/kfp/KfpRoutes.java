package penstock.server.kfp;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import penstock.server.backend.Backend;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.list.Dialect;
import penstock.server.list.Lists;
import penstock.server.list.PageTokens;

/** All routes of KFP's API, in both its versions. */
public final class KfpRoutes {
    private final Backend backend;
    private final PageTokens tokens;
    private final KfpSettings settings;
    private final Packages packages;
    private final Semaphore reading = new Semaphore(UploadRoutes.AT_ONCE);

    /** Routes that work on {@code backend}; {@code tokens} writes page tokens. */
    public KfpRoutes(Backend backend, PageTokens tokens, KfpSettings settings) {
        this.backend = backend;
        this.tokens = tokens;
        this.settings = settings;
        this.packages = new Packages(settings.urls());
    }

    /** The routes. */
    public List<Route> routes() {
        return Stream.of(
                        HealthRoutes.routes(),
                        AuthRoutes.routes(),
                        new NodeRoutes(backend).routes(),
                        new ReportRoutes(backend).routes(),
                        List.of(UiRoutes.visualizations()),
                        v2beta1(),
                        v1beta1())
                .flatMap(List::stream)
                .toList();
    }

    /** What KFP's UI asks for beside the API. */
    public List<Route> uiRoutes() {
        return new UiRoutes(backend).routes();
    }

    private List<Route> v2beta1() {
        var mapper = new penstock.server.v2beta1.Mapper(backend.clock(), settings.canceledShown());
        Lists lists = new Lists(tokens, Dialect.V2BETA1, settings.canceledShown());
        UploadRoutes.Answers uploads =
                new UploadRoutes.Answers(
                        "v2beta1",
                        uploaded -> Json.answer(mapper.pipeline(uploaded.pipeline())),
                        version -> Json.answer(mapper.version(version)));
        return Stream.of(
                        new ExperimentRoutes(backend, lists, mapper).routes(),
                        new PipelineRoutes(backend, packages, lists, mapper).routes(),
                        new VersionRoutes(backend, packages, lists, mapper).routes(),
                        new UploadRoutes(backend, packages, reading, uploads).routes(),
                        new RunRoutes(backend, lists, mapper).routes(),
                        new RecurringRunRoutes(backend, lists).routes())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> v1beta1() {
        var mapper = new penstock.server.v1beta1.Mapper(backend.clock());
        // Clients of v1beta1 know no word for a cancelled run, whatever is set.
        Lists lists = new Lists(tokens, Dialect.V1BETA1, false);
        V1PipelineRoutes pipelines = new V1PipelineRoutes(backend, packages, lists, mapper);
        V1VersionRoutes versions = new V1VersionRoutes(backend, packages, lists, mapper);
        UploadRoutes.Answers uploads =
                new UploadRoutes.Answers("v1beta1", pipelines::answer, versions::answer);
        return Stream.of(
                        new V1ExperimentRoutes(backend, lists, mapper).routes(),
                        pipelines.routes(),
                        versions.routes(),
                        new UploadRoutes(backend, packages, reading, uploads).routes(),
                        new V1RunRoutes(backend, lists, mapper).routes(),
                        new V1JobRoutes(backend, lists).routes(),
                        new V1MetricRoutes(backend).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** The answer to a path of the API that no route is for. */
    public static Refusal missing(Call call) {
        return Refusal.plain(Code.NOT_FOUND, "Not Found");
    }
}
