package penstock.server.v1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import penstock.control.RerunService;
import penstock.control.RunChanges;
import penstock.server.backend.Backend;
import penstock.server.http.Route;
import penstock.server.json.Json;

/** All of Penstock's own endpoints. */
public final class OwnApi {

    private static final int MOST_STREAMS = 500;

    private OwnApi() {}

    /**
     * The routes, working on {@code backend}.
     *
     * @param about answers what kind of server this is
     */
    public static List<Route> routes(Backend backend, Supplier<ServerInfo> about) {
        Backend.Reads reads = backend.reads();
        RunChanges changes = backend.changes();
        Streams streams = new Streams(MOST_STREAMS);
        List<Route> routes = new ArrayList<>();
        routes.add(Route.of("GET", "/apis/penstock/v1/server", _ -> Json.answer(about.get())));
        routes.addAll(
                new RunRoutes(backend.services().runs(), reads.runs(), reads.logs(), reads.cache())
                        .routes());
        routes.addAll(new TaskListRoutes(reads.runs(), reads.tasks()).routes());
        routes.addAll(new MetricRoutes(reads.runs(), reads.tasks()).routes());
        routes.addAll(new HoldRoutes(backend.services().runs(), reads.runs()).routes());
        RerunService reruns = new RerunService(backend.services().runs(), reads.runs());
        routes.addAll(new RerunRoutes(reruns, reads.catalogue()).routes());
        routes.addAll(new ScheduleRoutes(backend.recurring()).routes());
        routes.addAll(new CacheRoutes(reads.runs(), reads.cache()).routes());
        routes.addAll(new PipelineRoutes(backend.services().pipelines()).routes());
        routes.addAll(new LogRoutes(reads.runs(), reads.logs(), changes, streams).routes());
        routes.addAll(new EventRoutes(reads.runs(), reads.tasks(), changes, streams).routes());
        routes.addAll(new ArtifactRoutes(reads.runs(), reads.artifacts()).routes());
        return routes;
    }
}
