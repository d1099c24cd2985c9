package penstock.server.v1;

import java.util.ArrayList;
import java.util.List;
import penstock.control.RunChanges;
import penstock.server.backend.Backend;
import penstock.server.http.Route;

/** All of Penstock's own endpoints. */
public final class OwnApi {

    private OwnApi() {}

    /** The routes, working on {@code backend}. */
    public static List<Route> routes(Backend backend) {
        Backend.Reads reads = backend.reads();
        RunChanges changes = backend.changes();
        List<Route> routes = new ArrayList<>();
        routes.addAll(
                new RunRoutes(backend.services().runs(), reads.runs(), reads.logs()).routes());
        routes.addAll(new PipelineRoutes(backend.services().pipelines()).routes());
        routes.addAll(new LogRoutes(reads.runs(), reads.logs(), changes).routes());
        routes.addAll(new EventRoutes(reads.runs(), changes).routes());
        routes.addAll(new ArtifactRoutes(reads.runs(), reads.artifacts()).routes());
        return routes;
    }
}
