package penstock.server.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds who answers a path. */
public final class Router {
    private static final String API = "/apis";

    /** KFP's own UI lives under this path, and links that its clients keep lead there. */
    private static final String PREFIX = "/pipeline";

    private final List<Route> routes;
    private final Handler files;

    /** Paths outside the API that have routes. */
    private final Set<String> singles;

    private final Function<Call, Refusal> missing;

    /**
     * A router.
     *
     * @param files answers all paths outside the API that have no route
     * @param missing words the answer to a path of the API that leads nowhere
     */
    public Router(List<Route> routes, Handler files, Function<Call, Refusal> missing) {
        this.routes = routes.stream().sorted(Comparator.comparingInt(Route::rank)).toList();
        this.files = files;
        this.singles =
                routes.stream()
                        .map(Route::path)
                        .filter(path -> !path.startsWith(API + "/"))
                        .collect(Collectors.toUnmodifiableSet());
        this.missing = missing;
    }

    /** The handler of a call with the call as that handler sees it. */
    record Match(Handler handler, Call call, boolean open) {}

    Match find(Call sent) {
        Call call = sent.at(withoutPrefix(sent.path()));
        boolean api = call.path().equals(API) || call.path().startsWith(API + "/");
        boolean single = singles.contains(call.path());
        return api || single ? findRoute(call) : new Match(files, call, true);
    }

    private static String withoutPrefix(String path) {
        if (path.equals(PREFIX)) {
            return path;
        }
        return path.startsWith(PREFIX + "/") ? path.substring(PREFIX.length()) : path;
    }

    private Match findRoute(Call call) {
        List<String> segments = Route.segments(call.path());
        String method = call.method().equals("HEAD") ? "GET" : call.method();
        @Nullable Route nearest = null;
        for (Route route : routes) {
            @Nullable Map<String, String> variables = route.match(segments);
            if (variables != null && route.method().equals(method)) {
                return new Match(route.handler(), call.with(variables), route.open());
            }
            nearest = nearest == null && variables != null ? route : nearest;
        }
        throw nearest == null
                ? missing.apply(call)
                : Refusal.methodNotAllowed(methods(nearest.path()));
    }

    private List<String> methods(String path) {
        return routes.stream()
                .filter(route -> route.path().equals(path))
                .map(Route::method)
                .sorted()
                .toList();
    }
}
