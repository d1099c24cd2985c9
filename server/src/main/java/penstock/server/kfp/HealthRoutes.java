package penstock.server.kfp;

import java.util.List;
import penstock.server.http.Route;
import penstock.server.json.Json;

/** Whether the server is there: the first thing every client asks, and needs no token for. */
final class HealthRoutes {
    /** KFP's answer when a build does not say which it is. */
    private static final String UNKNOWN = "unknown";

    private HealthRoutes() {}

    static List<Route> routes() {
        byte[] v1 =
                Json.bytes(
                        Json.object()
                                .put("commit_sha", UNKNOWN)
                                .put("tag_name", UNKNOWN)
                                .put("multi_user", false));
        byte[] v2 =
                Json.bytes(
                        Json.object()
                                .put("commit_sha", UNKNOWN)
                                .put("tag_name", UNKNOWN)
                                .put("multi_user", false)
                                .put("pipeline_store", "database"));
        return List.of(
                Route.of("GET", "/apis/v1beta1/healthz", _ -> Json.raw(v1)).forEveryone(),
                Route.of("GET", "/apis/v2beta1/healthz", _ -> Json.raw(v2)).forEveryone());
    }
}
