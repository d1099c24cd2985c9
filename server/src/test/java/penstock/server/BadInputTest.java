package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.server.openapi.Contract;
import penstock.server.openapi.Contract.Operation;
import penstock.server.openapi.Contract.Standing;

/** Whatever is sent, it is never the server's fault. */
class BadInputTest {
    private static final int ROUNDS = 4_000;
    private static final List<String> PATHS =
            List.of(
                    "/apis/v2beta1/experiments",
                    "/apis/v2beta1/pipelines",
                    "/apis/v2beta1/pipelines/create",
                    "/apis/v2beta1/pipelines/x/versions",
                    "/apis/v2beta1/pipelines/upload",
                    "/apis/v2beta1/runs",
                    "/apis/v2beta1/runs/x:terminate",
                    "/apis/v1beta1/experiments",
                    "/apis/v1beta1/pipelines",
                    "/apis/v1beta1/pipeline_versions",
                    "/apis/v1beta1/pipelines/upload_version",
                    "/apis/v1beta1/runs",
                    "/apis/v1beta1/runs/x:reportMetrics",
                    "/apis/v1beta1/workflows",
                    "/apis/penstock/v1/runs",
                    "/apis/penstock/v1/runs/x/tasks",
                    "/apis/penstock/v1/artifacts/9/preview",
                    "/apis/v2beta1/");
    private static final List<String> QUERIES =
            List.of(
                    "filter",
                    "page_token",
                    "sort_by",
                    "page_size",
                    "tags",
                    "experiment_id",
                    "resource_reference_key.type",
                    "resource_key.id",
                    "cascade");
    private static final List<String> SEEDS =
            List.of(
                    "{\"display_name\":\"n\",\"runtime_config\":{\"parameters\":{\"a\":1e400}}}",
                    "{\"predicates\":[{\"operation\":1,\"key\":\"name\",\"string_value\":\"x\"}]}",
                    "{\"display_name\":\"r\",\"pipeline_spec\":{\"root\":{},\"pipelineInfo\":{\"name\":\"x\"}}}",
                    "{\"pipeline\":{\"name\":\"x\"},\"pipeline_version\":{}}",
                    "{\"name\":\"r\",\"pipeline_spec\":{\"workflow_manifest\":\"{}\",\"parameters\":[{\"name\":\"a\"}]}}",
                    "{\"resource_references\":[{\"key\":{\"type\":3,\"id\":\"x\"},\"relationship\":\"OWNER\"}]}",
                    "{\"metrics\":[{\"name\":\"a\",\"node_id\":\"n\",\"number_value\":1e999,\"format\":9}]}",
                    "\"{\\\"metadata\\\":{\\\"labels\\\":[]}}\"",
                    "{\"document\":\"root: {}\",\"parameters\":{\"\\u0000\":\"\\ud800\"}}",
                    "created_at desc",
                    "99999999999999999999");

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void noMutationOfAnyRequestIsA5xx() {
        Random random = new Random(20_26);
        for (int i = 0; i < ROUNDS; i++) {
            String text = mutated(random, SEEDS.get(random.nextInt(SEEDS.size())));
            String path = PATHS.get(random.nextInt(PATHS.size()));
            String name = QUERIES.get(random.nextInt(QUERIES.size()));
            String raw = random.nextBoolean() ? TestApi.encoded(text) : text.replaceAll("[ #]", "");
            String method = random.nextBoolean() ? "GET" : "POST";
            Reply reply =
                    api.call(
                            method,
                            path + "?" + name + "=" + raw,
                            Map.of("Content-Type", "multipart/form-data; boundary=x"),
                            text.getBytes(StandardCharsets.UTF_8));
            boolean offered = reply.status() < 500 || reply.status() == 501;
            assertThat(offered)
                    .as("%s %s?%s=%s%n%s", method, path, name, raw, reply.text())
                    .isTrue();
        }
    }

    private static String mutated(Random random, String seed) {
        StringBuilder text = new StringBuilder(seed);
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, (char) random.nextInt(0x3000));
                case 1 -> text.insert(at, "[{\"%00+\\".charAt(random.nextInt(8)));
                case 2 -> text.delete(Math.max(0, at - 1), at);
                default -> text.insert(at, text.substring(0, at));
            }
        }
        return text.toString();
    }

    @Test
    void depthSizeAndDoubledKeysAreRefused() {
        String runs = "/apis/v2beta1/runs";
        api.post(runs, "[".repeat(100_000)).refused(400);
        api.post(runs, "{\"display_name\":".repeat(1_000)).refused(400);
        api.post(runs, "{\"display_name\":\"a\",\"display_name\":\"b\"}").refused(400);
        api.post(runs, "{\"display_name\":\"a\"} trailing").refused(400);
        api.post(runs, "null").refused(400);
        api.post(runs, "\"text\"").refused(400);
        api.post(runs, "{\"display_name\":\"\\ud800\"}").refused(400);
        api.post(runs, "{\"display_name\":\"a\\u0000b\"}").refused(400);
        assertThat(api.call("POST", runs, Map.of(), new byte[] {(byte) 0xC3, (byte) 0x28}).status())
                .isEqualTo(400);
        api.get("/apis/v2beta1/runs/" + "x".repeat(10_000)).refused(404);
        api.get("/apis/v2beta1/runs/%zz").refused(400);
        api.get("/apis/v2beta1/runs/%C3%28").refused(400);
        api.get("/apis/v2beta1/pipelines/").refused(404);
    }

    @Test
    void bodiesAreReadUnderEveryMediaTypeAndCamelCaseIsAsGood() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "x")) {
            byte[] body = ("{\"displayName\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
            assertThat(
                            api.call(
                                            "POST",
                                            "/apis/v2beta1/experiments",
                                            Map.of("Content-Type", type),
                                            body)
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void garbageInPlaceOfAnyIdIsA4xxWithKfpsBody() {
        List<String> garbage =
                List.of(
                        "",
                        "%20",
                        "'%20OR%201=1%20--",
                        "..%2F..%2Fetc%2Fpasswd",
                        "%E2%80%AE",
                        "%00",
                        "%zz",
                        "x".repeat(5_000),
                        "00000000-0000-0000-0000-000000000000",
                        "{}");
        for (Operation operation : Contract.read().operations()) {
            boolean named = operation.path().contains("{");
            boolean offered = operation.mark().standing() != Standing.MISSING;
            for (String id : named && offered ? garbage : List.<String>of()) {
                String address =
                        operation.path().replaceAll("\\{[^}]+}", Matcher.quoteReplacement(id));
                Reply reply =
                        api.call(
                                operation.method(),
                                address,
                                Map.of(),
                                "{}".getBytes(StandardCharsets.UTF_8));
                assertThat(reply.status())
                        .as("%s %s: %s", operation.method(), address, reply.text())
                        .isNotEqualTo(500);
                boolean list = reply.status() == 200;
                assertThat(list || reply.json().has("message") || reply.json().has("error_message"))
                        .as("%s %s: %s", operation.method(), address, reply.text())
                        .isTrue();
            }
        }
    }

    @Test
    void tricksInFiltersAndOrdersAreData() {
        api.post("/apis/v2beta1/experiments", "{\"display_name\":\"100%_'--\"}").ok();
        for (String trick : List.of("' OR 1=1 --", "%", "_", "\\\\", "x'; DROP TABLE runs; --")) {
            String filter =
                    TestApi.encoded(
                            "{\"predicates\":[{\"operation\":9,\"key\":\"display_name\",\"string_value\":\"%s\"}]}"
                                    .formatted(trick));
            Reply found = api.get("/apis/v2beta1/experiments?filter=" + filter).ok();
            boolean inName = "100%_'--".contains(trick);
            assertThat(found.json().path("total_size").asInt()).as(trick).isEqualTo(inName ? 1 : 0);
        }
        for (String order : List.of("name;drop", "(select 1)", "name--", "created_at,id", "1")) {
            api.get("/apis/v2beta1/runs?sort_by=" + TestApi.encoded(order)).refused(400);
            api.get("/apis/v1beta1/runs?sort_by=" + TestApi.encoded(order)).refused(400);
        }
    }
}
