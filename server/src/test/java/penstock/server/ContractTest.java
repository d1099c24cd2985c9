package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.http.Route;
import penstock.server.kfp.KfpRoutes;
import penstock.server.kfp.KfpSettings;
import penstock.server.list.PageTokens;
import penstock.server.openapi.Contract;
import penstock.server.openapi.Contract.Operation;
import penstock.server.openapi.Contract.Standing;

/** What is written about the API is what is served. */
class ContractTest {
    private static final Contract CONTRACT = Contract.read();

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static String key(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]+}", "{}");
    }

    private Set<String> routes() {
        PageTokens tokens = new PageTokens(new byte[PageTokens.KEY_BYTES]);
        TreeSet<String> routes = new TreeSet<>();
        for (Route route : new KfpRoutes(api.backend(), tokens, KfpSettings.DEFAULT).routes()) {
            routes.add(key(route.method(), route.path()));
        }
        return routes;
    }

    @Test
    void everyRouteIsAnOperationAndEveryOperationARoute() {
        TreeSet<String> offered = new TreeSet<>();
        TreeSet<String> missing = new TreeSet<>();
        for (Operation each : CONTRACT.operations()) {
            boolean there = each.mark().standing() != Standing.MISSING;
            (there ? offered : missing).add(key(each.method(), each.path()));
        }
        assertThat(offered).containsExactlyElementsOf(routes());
        assertThat(missing).doesNotContainAnyElementsOf(routes());
    }

    @Test
    void everyTypeIsDefined() {
        assertThat(ContractCheck.undefined()).isEmpty();
        for (Operation each : CONTRACT.operations()) {
            assertThat(
                            CONTRACT.operations().stream()
                                    .filter(other -> other.name().equals(each.name())))
                    .as(each.name())
                    .hasSize(1);
        }
    }

    @Test
    void theDocumentIsServedToEveryoneAndRefersToWhatItDefines() {
        JsonNode document = api.get("/openapi.json").ok().json();
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.path("paths").size()).isGreaterThan(50);
        JsonNode run = document.at("/components/schemas/Run_input/properties");
        assertThat(run.has("display_name")).isTrue();
        assertThat(run.has("state")).isFalse();
        for (JsonNode reference : document.findValues("$ref")) {
            String pointer = reference.asText().substring(1);
            assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
        }
        assertThat(document.at("/paths/~1apis~1penstock~1v1~1server/get").isObject()).isTrue();
    }
}
