package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, orders and filters. */
class ListsTest {
    private static final String EXPERIMENTS = "/apis/v2beta1/experiments";

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
        for (String name : List.of("delta", "alpha", "Charlie", "bravo", "echo")) {
            api.post(EXPERIMENTS, "{\"display_name\":\"" + name + "\"}").ok();
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    private List<String> names(String query) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : api.get(EXPERIMENTS + query).ok().json().path("experiments")) {
            names.add(item.path("display_name").asText());
        }
        return names;
    }

    private List<String> filtered(String predicate) {
        return names("?sort_by=name&filter=" + TestApi.encoded(filter(predicate)));
    }

    private static String filter(String predicate) {
        return "{\"predicates\":[" + predicate + "]}";
    }

    @Test
    void theOldestComeFirst() {
        assertThat(names("")).containsExactly("delta", "alpha", "Charlie", "bravo", "echo");
        assertThat(names("?sort_by=created_at%20desc")).startsWith("echo", "bravo");
    }

    @Test
    void pagesFollowEachOtherAndTheTokenIsAllTheyNeed() {
        List<String> seen = new ArrayList<>();
        String query = "?page_size=2&sort_by=NAME+desc";
        for (int page = 0; page < 3; page++) {
            Reply reply = api.get(EXPERIMENTS + query).ok();
            assertThat(reply.at("total_size")).isEqualTo("5");
            reply.json()
                    .path("experiments")
                    .forEach(each -> seen.add(each.path("display_name").asText()));
            query = "?page_size=2&page_token=" + reply.json().path("next_page_token").asText();
        }
        assertThat(seen).containsExactly("echo", "delta", "Charlie", "bravo", "alpha");
        assertThat(query).endsWith("page_token=");
    }

    @Test
    void aTokenOfAnotherListIsRefused() {
        String token = api.get(EXPERIMENTS + "?page_size=1").ok().at("next_page_token");
        for (String other :
                List.of(
                        EXPERIMENTS + "?sort_by=name&page_token=" + token,
                        EXPERIMENTS
                                + "?page_token="
                                + token
                                + "&filter="
                                + TestApi.encoded(
                                        filter(
                                                "{\"operation\":1,\"key\":\"name\",\"string_value\":\"x\"}")),
                        "/apis/v2beta1/pipelines?page_token=" + token,
                        "/apis/v2beta1/runs?page_token=" + token,
                        EXPERIMENTS + "?page_token=x" + token,
                        EXPERIMENTS + "?page_token=" + token.substring(1),
                        EXPERIMENTS + "?page_token=AAAA")) {
            api.get(other).refused(400);
        }
        assertThat(names("?sort_by=created_at&page_size=1&page_token=" + token))
                .containsExactly("alpha");
    }

    @Test
    void operationsGoByNameAndByNumber() {
        assertThat(
                        filtered(
                                "{\"operation\":\"EQUALS\",\"key\":\"name\",\"string_value\":\"alpha\"}"))
                .containsExactly("alpha");
        assertThat(filtered("{\"operation\":2,\"key\":\"display_name\",\"stringValue\":\"alpha\"}"))
                .hasSize(4);
        assertThat(
                        filtered(
                                "{\"operation\":8,\"key\":\"name\",\"stringValues\":{\"values\":[\"alpha\",\"echo\"]}}"))
                .containsExactly("alpha", "echo");
        assertThat(filtered("{\"operation\":9,\"key\":\"name\",\"string_value\":\"HA\"}"))
                .containsExactly("alpha", "Charlie");
        assertThat(
                        filtered(
                                "{\"operation\":9,\"key\":\"name\",\"string_value\":\"a\"},"
                                        + "{\"operation\":9,\"key\":\"name\",\"string_value\":\"l\"}"))
                .containsExactly("alpha", "Charlie", "delta");
    }

    @Test
    void timesAreComparedWhateverTheirForm() {
        assertThat(
                        filtered(
                                "{\"operation\":3,\"key\":\"created_at\",\"string_value\":\"2000-01-01T00:00:00Z\"}"))
                .hasSize(5);
        assertThat(
                        filtered(
                                "{\"operation\":6,\"key\":\"created_at\",\"string_value\":\"1700000000\"}"))
                .isEmpty();
        assertThat(
                        filtered(
                                "{\"operation\":6,\"key\":\"created_at\",\"long_value\":\"1700000000\"}"))
                .isEmpty();
        assertThat(
                        filtered(
                                "{\"operation\":5,\"key\":\"created_at\",\"timestamp_value\":\"2020-01-01T00:00:00+02:00\"}"))
                .hasSize(5);
    }

    @Test
    void aFilterMayBeEncodedTwice() {
        String twice =
                TestApi.encoded(
                        TestApi.encoded(
                                filter(
                                        "{\"operation\":1,\"key\":\"name\",\"string_value\":\"echo\"}")));
        assertThat(names("?filter=" + twice)).containsExactly("echo");
    }

    @Test
    void badFiltersOrdersAndPagesAreRefused() {
        for (String predicate :
                List.of(
                        "{}",
                        "{\"operation\":1,\"key\":\"name\"}",
                        "{\"operation\":4,\"key\":\"name\",\"string_value\":\"x\"}",
                        "{\"operation\":0,\"key\":\"name\",\"string_value\":\"x\"}",
                        "{\"operation\":1,\"key\":\"\",\"string_value\":\"x\"}",
                        "{\"operation\":1,\"key\":\"Name\",\"string_value\":\"x\"}",
                        "{\"operation\":1,\"key\":\"1=1 --\",\"string_value\":\"x\"}",
                        "{\"operation\":8,\"key\":\"name\",\"string_value\":\"x\"}",
                        "{\"operation\":1,\"key\":\"name\",\"string_values\":{\"values\":[\"x\"]}}",
                        "{\"operation\":9,\"key\":\"name\",\"int_value\":1}",
                        "{\"operation\":9,\"key\":\"created_at\",\"string_value\":\"1\"}",
                        "{\"operation\":1,\"key\":\"tags.x\",\"string_value\":\"1\"}",
                        "{\"op\":1,\"key\":\"name\",\"string_value\":\"x\"}",
                        "{\"operation\":1,\"key\":\"name\",\"string_value\":\"x\",\"int_value\":1}")) {
            String query = EXPERIMENTS + "?filter=" + TestApi.encoded(filter(predicate));
            assertThat(api.get(query).status()).as(predicate).isEqualTo(400);
        }
        for (String query :
                List.of(
                        "?filter=%25",
                        "?filter=nope",
                        "?filter=%7B",
                        "?filter=%5B%5D",
                        "?sort_by=nope",
                        "?sort_by=name+up",
                        "?sort_by=name,id",
                        "?page_size=-1",
                        "?page_size=x",
                        "?page_size=99999999999",
                        "?page_token=%00")) {
            assertThat(api.get(EXPERIMENTS + query).status()).as(query).isEqualTo(400);
        }
        assertThat(names("?page_size=100000&unknown=1&filter=")).hasSize(5);
    }

    @Test
    void pipelinesAreFoundByTheirTags() {
        String pipelines = "/apis/v2beta1/pipelines";
        api.post(pipelines, "{\"name\":\"a\",\"tags\":{\"team\":\"x\",\"env\":\"p\"}}").ok();
        api.post(pipelines, "{\"name\":\"b\",\"tags\":{\"team\":\"x\"}}").ok();
        String team = "{\"operation\":1,\"key\":\"tags.team\",\"string_value\":\"x\"}";
        String env = "{\"operation\":1,\"key\":\"tags.env\",\"string_value\":\"p\"}";
        String query = pipelines + "?filter=";
        assertThat(api.get(query + TestApi.encoded(filter(team))).ok().at("total_size"))
                .isEqualTo("2");
        assertThat(api.get(query + TestApi.encoded(filter(team + "," + env))).ok().at("total_size"))
                .isEqualTo("1");
        String not = team.replace(":1,", ":2,");
        api.get(query + TestApi.encoded(filter(not))).refused(400);
    }
}
