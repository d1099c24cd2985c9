package penstock.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import penstock.server.backend.Backend;
import penstock.server.http.Dispatcher;
import penstock.server.http.Guard;
import penstock.server.http.Route;
import penstock.server.http.Router;
import penstock.server.http.SignedLinks;
import penstock.server.http.Traffic;
import penstock.server.json.ErrorBody;
import penstock.server.json.Json;
import penstock.server.kfp.KfpRoutes;
import penstock.server.kfp.KfpSettings;
import penstock.server.list.PageTokens;
import penstock.server.metrics.MetricsRoutes;
import penstock.server.openapi.Contract;
import penstock.server.openapi.OpenApi;
import penstock.server.ui.UiFiles;
import penstock.server.v1.LinkRoutes;
import penstock.server.v1.OwnApi;
import penstock.server.v1.ServerInfo;

/** Everything that is served: KFP's API, our own, and the pages. */
final class Endpoints {
    private Endpoints() {}

    /**
     * Answers requests.
     *
     * @param tokenKey signs page tokens and links
     * @param about answers what kind of server this is
     * @param more routes that need parts which the backend has not
     */
    static Dispatcher dispatcher(
            Backend backend,
            byte[] tokenKey,
            Guard guard,
            Supplier<ServerInfo> about,
            List<Route> more,
            KfpSettings settings) {
        KfpRoutes kfp = new KfpRoutes(backend, new PageTokens(tokenKey), settings);
        List<Route> routes = new ArrayList<>(kfp.routes());
        routes.addAll(kfp.uiRoutes());
        routes.addAll(OwnApi.routes(backend, about));
        SignedLinks links = new SignedLinks(tokenKey, backend.clock());
        routes.addAll(new LinkRoutes(backend.reads().runs(), links).routes());
        Traffic traffic = new Traffic();
        routes.addAll(new MetricsRoutes(backend, traffic).routes());
        routes.addAll(more);
        routes.add(openApi(routes));
        UiFiles files = new UiFiles(Endpoints.class.getClassLoader(), "ui");
        return new Dispatcher(
                guard.with(links),
                new Router(routes, files, KfpRoutes::missing),
                ErrorBody::of,
                traffic);
    }

    private static Route openApi(List<Route> routes) {
        byte[] document = Json.bytes(OpenApi.document(Contract.read(), routes));
        return Route.of("GET", "/openapi.json", _ -> Json.raw(document)).forEveryone();
    }
}
