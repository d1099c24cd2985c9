package penstock.server.kfp;

import java.util.List;
import java.util.stream.Stream;
import penstock.server.backend.Backend;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.list.Lists;
import penstock.server.v2beta1.Mapper;

/** All routes of KFP's API. */
public final class KfpRoutes {

    private final List<Route> routes;

    /** Routes that work on {@code backend}. */
    public KfpRoutes(Backend backend, Lists lists, Mapper mapper) {
        this.routes =
                Stream.of(
                                HealthRoutes.routes(),
                                new ExperimentRoutes(backend, lists, mapper).routes(),
                                new PipelineRoutes(backend, lists, mapper).routes(),
                                new VersionRoutes(backend, lists, mapper).routes(),
                                new UploadRoutes(backend, mapper).routes(),
                                new RunRoutes(backend, lists, mapper).routes(),
                                new NodeRoutes(backend).routes())
                        .flatMap(List::stream)
                        .toList();
    }

    /** The routes. */
    public List<Route> routes() {
        return routes;
    }

    /** The answer to a path of the API that no route is for. */
    public static Refusal missing(Call call) {
        if (call.path().startsWith("/apis/v2beta1/recurringruns")) {
            return later("recurring runs", "start runs with 'runs' in the meantime");
        }
        if (call.path().startsWith("/apis/v1beta1/")) {
            return later("the API v1beta1 of KFP SDK 1.8", "use SDK 2.x, which speaks v2beta1");
        }
        return Refusal.plain(Code.NOT_FOUND, "Not Found");
    }

    static Refusal later(String what, String hint) {
        return Refusal.of(
                Code.UNIMPLEMENTED,
                new Refusal.Words(
                        "this version of Penstock does not offer " + what + " yet",
                        hint,
                        List.of()));
    }
}
