package penstock.server.v1;

import java.util.ArrayList;
import java.util.List;
import penstock.control.RunChanges;
import penstock.control.RunService;
import penstock.control.port.ArtifactStore;
import penstock.control.port.Catalogue;
import penstock.control.port.LogReads;
import penstock.control.port.RunReads;
import penstock.server.http.Route;

/** All of Penstock's own endpoints. */
public final class OwnApi {

    private OwnApi() {}

    /** What the endpoints read and ask. */
    public record Parts(
            RunService runs,
            RunReads reads,
            LogReads logs,
            ArtifactStore artifacts,
            Catalogue catalogue,
            RunChanges changes) {}

    /** The routes, those of {@code about} included. */
    public static List<Route> routes(Parts parts, List<Route> about) {
        List<Route> routes = new ArrayList<>(about);
        routes.addAll(new RunRoutes(parts.runs(), parts.reads(), parts.logs()).routes());
        routes.addAll(new LogRoutes(parts.reads(), parts.logs(), parts.changes()).routes());
        routes.addAll(new EventRoutes(parts.reads(), parts.changes()).routes());
        routes.addAll(new ArtifactRoutes(parts.reads(), parts.artifacts()).routes());
        return routes;
    }
}
