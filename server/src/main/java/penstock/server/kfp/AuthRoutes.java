package penstock.server.kfp;

import java.util.List;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Query;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;
import penstock.server.json.Json;

/**
 * Whether somebody may do something in a namespace. There is one user, who may: whoever gets as far
 * as here has shown the token, where there is one.
 */
final class AuthRoutes {
    private static final List<String> RESOURCES = List.of("UNASSIGNED_RESOURCES", "VIEWERS");
    private static final List<String> VERBS = List.of("UNASSIGNED_VERB", "CREATE", "GET", "DELETE");

    private AuthRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.of("GET", "/apis/v1beta1/auth", AuthRoutes::authorize),
                Route.of("GET", "/apis/v2beta1/auth", AuthRoutes::authorize));
    }

    private static Answer authorize(Call call) {
        Query query = call.query();
        if (query.text("namespace").isEmpty()) {
            throw Refusal.invalid("Namespace is empty. Please specify a valid namespace");
        }
        check("Resources", query.text("resources"), RESOURCES);
        check("Verb", query.text("verb"), VERBS);
        return Json.empty();
    }

    /** The first of {@code names} says nothing, and so does an absent value. */
    private static void check(String what, String symbol, List<String> names) {
        int number = names.indexOf(symbol);
        for (int i = 0; number < 0 && i < names.size(); i++) {
            number = symbol.equals(Integer.toString(i)) ? i : -1;
        }
        if (number < 1) {
            throw Refusal.invalid(
                    what
                            + " not specified: '"
                            + Text.shown(symbol)
                            + "' (expected one of: "
                            + names.subList(1, names.size())
                            + ")");
        }
    }
}
