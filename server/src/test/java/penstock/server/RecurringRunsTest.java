package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.control.RunChanges;
import penstock.engine.Phase;

/** Recurring runs as KFP's clients use them. */
class RecurringRunsTest {
    private static final String ALL = "/apis/v2beta1/recurringruns";
    private static final String FAR_CRON =
            "\"trigger\":{\"cron_schedule\":{\"cron\":\"0 0 0 1 1 *\"}}";

    private TestApi api;
    private List<String> ids;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
        ids = api.uploadHello("p");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String body(String more) {
        return body("Hello World!", "hold", more);
    }

    private String body(String name, String text, String more) {
        return """
        {"display_name":"%s","max_concurrency":"2","mode":"ENABLE",
         "pipeline_version_reference":{"pipeline_id":"%s"},
         "runtime_config":{"parameters":{"text":"%s"}},%s}\
        """
                .formatted(name, ids.get(0), text, more);
    }

    private Reply create(String more) {
        return api.post(ALL, body(more)).ok();
    }

    private Reply get(String id) {
        return api.get(ALL + "/" + id).ok();
    }

    private Reply patch(String id, String json) {
        return api.call("PATCH", ALL + "/" + id, Map.of(), json.getBytes(StandardCharsets.UTF_8));
    }

    /** Blocks until so many runs of a recurring run have succeeded; those, oldest first. */
    private JsonNode awaitRuns(String id, int count) {
        TreeSet<String> ended = new TreeSet<>();
        try (RunChanges.Subscription _ =
                api.backend()
                        .changes()
                        .subscribe(change -> {
                            synchronized (ended) {
                                if (change.phase() == Phase.SUCCEEDED) {
                                    ended.add(change.run().value());
                                    ended.notifyAll();
                                }
                            }
                        })) {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            JsonNode runs = runs(id, "SUCCEEDED");
            while (runs.size() < count) {
                assertThat(System.nanoTime()).as("%s", runs).isLessThan(deadline);
                synchronized (ended) {
                    ended.wait(100);
                }
                runs = runs(id, "SUCCEEDED");
            }
            return runs;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode runs(String id, String state) {
        String filter =
                """
                {"predicates":[
                 {"operation":"EQUALS","key":"recurring_run_id","string_value":"%s"},
                 {"operation":"EQUALS","key":"state","string_value":"%s"}]}\
                """
                        .formatted(id, state);
        return api.get("/apis/v2beta1/runs?filter=" + TestApi.encoded(filter))
                .ok()
                .json()
                .path("runs");
    }

    @Test
    void oneIsAnsweredAsKfpAnswersIt() {
        Reply created =
                create(
                        """
                        "description":"why","no_catchup":true,"namespace":"mine",
                        "trigger":{"cron_schedule":{"start_time":"2030-01-01T00:00:00Z",
                         "end_time":"2031-01-01T00:00:00.5+01:00","cron":"0 30 * * * ?"}}\
                        """);
        assertThat(created.at("max_concurrency")).isEqualTo("2");
        assertThat(created.json().path("max_concurrency").isTextual()).isTrue();
        assertThat(created.at("mode")).isEqualTo("ENABLE");
        assertThat(created.at("status")).isEqualTo("ENABLED");
        assertThat(created.at("no_catchup")).isEqualTo("true");
        assertThat(created.at("namespace")).isEqualTo("kubeflow");
        assertThat(created.at("service_account")).isEqualTo("pipeline-runner");
        assertThat(created.at("trigger", "cron_schedule", "cron")).isEqualTo("0 30 * * * ?");
        assertThat(created.at("trigger", "cron_schedule", "start_time"))
                .isEqualTo("2030-01-01T00:00:00Z");
        assertThat(created.at("trigger", "cron_schedule", "end_time"))
                .isEqualTo("2030-12-31T23:00:00Z");
        assertThat(created.json().at("/trigger/cron_schedule").has("time_zone")).isFalse();
        assertThat(created.json().path("trigger").has("periodic_schedule")).isFalse();
        assertThat(created.at("pipeline_version_reference", "pipeline_id")).isEqualTo(ids.get(0));
        assertThat(created.json().path("pipeline_version_reference").has("pipeline_version_id"))
                .as("the newest at each time")
                .isFalse();
        assertThat(created.json().has("pipeline_spec")).isFalse();
        assertThat(created.at("runtime_config", "parameters", "text")).isEqualTo("hold");
        assertThat(created.at("next_fire_times", "0")).isEqualTo("2030-01-01T00:30:00Z");
        assertThat(created.json().path("next_fire_times")).hasSize(5);
        assertThat(get(created.at("recurring_run_id")).json()).isEqualTo(created.json());
    }

    @Test
    void aDocumentIsEchoedAndAPinnedVersionStays() {
        Reply version =
                api.get("/apis/v2beta1/pipelines/" + ids.get(0) + "/versions/" + ids.get(1)).ok();
        String spec = version.json().path("pipeline_spec").toString();
        Reply inline =
                api.post(
                                ALL,
                                "{\"displayName\":\"i\",\"maxConcurrency\":1,\"mode\":2,"
                                        + FAR_CRON
                                        + ",\"pipelineSpec\":"
                                        + spec
                                        + "}")
                        .ok();
        assertThat(get(inline.at("recurring_run_id")).json().path("pipeline_spec").toString())
                .isEqualTo(spec);
        assertThat(inline.json().has("pipeline_version_reference")).isFalse();
        assertThat(inline.at("status")).isEqualTo("DISABLED");
        assertThat(inline.json().has("next_fire_times")).isFalse();
        Reply pinned =
                api.post(
                                ALL,
                                body(FAR_CRON)
                                        .replace(
                                                ids.get(0) + "\"",
                                                ids.get(0)
                                                        + "\",\"pipeline_version_id\":\""
                                                        + ids.get(1)
                                                        + "\""))
                        .ok();
        assertThat(pinned.at("pipeline_version_reference", "pipeline_version_id"))
                .isEqualTo(ids.get(1));
    }

    @Test
    void withoutATriggerItFiresOnceAndAtOnce() {
        Reply created = api.post(ALL, body("once", "[[Index]]-[[RunUUID]]", "\"trigger\":{}")).ok();
        assertThat(created.json().path("trigger").isObject()).isTrue();
        assertThat(created.json().path("trigger").isEmpty()).isTrue();
        String id = created.at("recurring_run_id");
        JsonNode run = awaitRuns(id, 1).get(0);

        assertThat(run.path("recurring_run_id").asText()).isEqualTo(id);
        assertThat(run.path("display_name").asText()).matches("once[0-9a-f]{5}-1-[0-9]+");
        assertThat(run.at("/runtime_config/parameters/text").asText())
                .isEqualTo("1-" + run.path("run_id").asText());
        Reply after = get(id);
        assertThat(after.at("last_fire", "run_id")).isEqualTo(run.path("run_id").asText());
        assertThat(after.at("last_fire", "scheduled_time"))
                .isEqualTo(run.path("scheduled_at").asText());
        assertThat(after.json().has("next_fire_times")).isFalse();
    }

    /** KFP's own tests do this. */
    @ParameterizedTest
    @CsvSource({
        "false, '\"periodic_schedule\":{\"interval_second\":\"60\",', 2",
        "false, '\"cron_schedule\":{\"cron\":\"0 * * * * ?\",', 2",
        "true, '\"periodic_schedule\":{\"interval_second\":\"60\",', 1",
        "true, '\"cron_schedule\":{\"cron\":\"0 * * * * ?\",', 1"
    })
    void aWindowThatIsOverIsCaughtUpWithOrOnlyItsEnd(
            boolean noCatchup, String trigger, int expected) {
        String id =
                api.post(
                                ALL,
                                body(
                                        "helloworld",
                                        "[[ScheduledTime]]",
                                        "\"no_catchup\":"
                                                + noCatchup
                                                + ",\"trigger\":{"
                                                + trigger
                                                + "\"start_time\":\"1970-01-01T10:00:00Z\","
                                                + "\"end_time\":\"1970-01-01T10:02:00Z\"}}"))
                        .ok()
                        .at("recurring_run_id");
        JsonNode runs = awaitRuns(id, expected);
        assertThat(runs).hasSize(expected);
        assertThat(runs.get(0).path("display_name").asText()).contains("helloworld");
        JsonNode last = runs.get(expected - 1);
        assertThat(last.path("scheduled_at").asText()).isEqualTo("1970-01-01T10:02:00Z");
        assertThat(last.at("/runtime_config/parameters/text").asText()).isEqualTo("19700101100200");
        assertThat(get(id).json().has("next_fire_times")).isFalse();
        assertThat(get(id).json().at("/last_fire/index").asInt()).isEqualTo(expected);
    }

    @Test
    void eachTimeTakesTheNewestVersion() {
        String id =
                api.post(
                                ALL,
                                body(
                                        "latest",
                                        "x",
                                        "\"trigger\":{\"periodic_schedule\":{\"interval_second\":1}}"))
                        .ok()
                        .at("recurring_run_id");
        awaitRuns(id, 1);
        String newer =
                api.upload(
                                "/apis/v2beta1/pipelines/upload_version?name=v2&pipelineid="
                                        + ids.get(0),
                                "hello.yaml",
                                TestApi.resource("hello.yaml"))
                        .ok()
                        .at("pipeline_version_id");
        int before = runs(id, "SUCCEEDED").size();
        JsonNode runs = awaitRuns(id, before + 2);
        assertThat(
                        runs.get(runs.size() - 1)
                                .at("/pipeline_version_reference/pipeline_version_id")
                                .asText())
                .isEqualTo(newer);
        assertThat(runs.get(0).at("/pipeline_version_reference/pipeline_version_id").asText())
                .isEqualTo(ids.get(1));
    }

    @Test
    void aTimeThatCannotStartARunIsToldAndTheNextIsTried() {
        String id =
                create("\"trigger\":{\"periodic_schedule\":{\"interval_second\":1}}")
                        .at("recurring_run_id");
        api.delete("/apis/v2beta1/pipelines/" + ids.get(0) + "?cascade=true").ok();
        Reply failed = awaitProblem(id);
        assertThat(failed.at("error", "message")).contains("has no version");
        assertThat(failed.at("last_fire", "error", "message")).contains("has no version");
        assertThat(failed.json().path("last_fire").has("run_id")).isFalse();
        assertThat(failed.at("status")).isEqualTo("ENABLED");
        assertThat(failed.json().path("next_fire_times")).hasSize(5);
    }

    private Reply awaitProblem(String id) {
        Instant deadline = Instant.now().plusSeconds(30);
        Reply reply = get(id);
        while (!reply.json().has("error")) {
            assertThat(Instant.now()).as(reply.text()).isBefore(deadline);
            Thread.onSpinWait();
            reply = get(id);
        }
        return reply;
    }

    @Test
    void itIsStoppedAndStartedAgainAndRemoved() {
        String id = create(FAR_CRON).at("recurring_run_id");
        String one = ALL + "/" + id;
        assertThat(api.post(one + ":disable", "").ok().text()).isEqualTo("{}");
        api.post(one + ":disable", "").ok();
        assertThat(get(id).at("status")).isEqualTo("DISABLED");
        assertThat(get(id).at("mode")).isEqualTo("DISABLE");
        assertThat(api.post(one + ":enable", "{}").ok().text()).isEqualTo("{}");
        assertThat(get(id).at("status")).isEqualTo("ENABLED");
        assertThat(api.delete(one + "?propagation_policy=BACKGROUND").ok().text()).isEqualTo("{}");
        for (Reply gone :
                List.of(
                        api.get(one),
                        api.delete(one),
                        api.post(one + ":enable", ""),
                        api.post(one + ":disable", ""),
                        patch(id, "{}"))) {
            assertThat(gone.refused(404).at("message")).contains("not found");
        }
    }

    @Test
    void runsStayAndKeepWhatTheyAreOf() {
        String id = api.post(ALL, body("once", "x", "\"trigger\":{}")).ok().at("recurring_run_id");
        String run = awaitRuns(id, 1).get(0).path("run_id").asText();
        api.delete(ALL + "/" + id).ok();
        assertThat(api.get("/apis/v2beta1/runs/" + run).ok().at("recurring_run_id")).isEqualTo(id);
    }

    @Test
    void aRunThatAClientStartsForOneIsStartedOnce() {
        String id = create(FAR_CRON).at("recurring_run_id");
        String request =
                """
                {"display_name":"mine","recurring_run_id":"%s",
                 "pipeline_version_reference":{"pipeline_id":"%s"},
                 "runtime_config":{"parameters":{"text":"x"}}}\
                """
                        .formatted(id, ids.get(0));
        String first = api.post("/apis/v2beta1/runs", request).ok().at("run_id");
        assertThat(api.post("/apis/v2beta1/runs", request).ok().at("run_id")).isEqualTo(first);
        api.post("/apis/v2beta1/runs", request.replace(id, "nobody")).refused(404);
    }

    @Test
    void itIsChangedInPlace() {
        String id = create(FAR_CRON).at("recurring_run_id");
        Reply changed =
                patch(
                                id,
                                """
                                {"display_name":"Other","max_concurrency":5,"no_catchup":true,
                                 "trigger":{"cron_schedule":{"cron":"0 30 2 * * *",
                                  "time_zone":"Europe/Berlin"}}}\
                                """)
                        .ok();
        assertThat(changed.at("display_name")).isEqualTo("Other");
        assertThat(changed.at("max_concurrency")).isEqualTo("5");
        assertThat(changed.at("trigger", "cron_schedule", "time_zone")).isEqualTo("Europe/Berlin");
        assertThat(changed.at("runtime_config", "parameters", "text")).isEqualTo("hold");
        assertThat(changed.at("recurring_run_id")).isEqualTo(id);
        assertThat(changed.at("status")).isEqualTo("ENABLED");
        assertThat(changed.json().path("pipeline_version_reference"))
                .isEqualTo(get(id).json().path("pipeline_version_reference"));
        Reply other = patch(id, "{\"runtime_config\":{\"parameters\":{\"text\":\"y\"}}}").ok();
        assertThat(other.at("runtime_config", "parameters", "text")).isEqualTo("y");
        assertThat(other.at("display_name")).isEqualTo("Other");
        patch(id, "{\"max_concurrency\":0}").refused(400);
        patch(id, "{\"runtime_config\":{\"parameters\":{\"text\":1}}}").refused(400);
        patch(id, "{\"nonsense\":1}").refused(400);
        assertThat(get(id).json()).isEqualTo(other.json());
    }

    @Test
    void nothingIsMadeUpForFromBeforeItWasEnabledOrChanged() {
        String past =
                "\"trigger\":{\"periodic_schedule\":{\"interval_second\":3600,"
                        + "\"start_time\":\"2020-01-01T00:00:00Z\"}}";
        String disabled =
                api.post(ALL, body(past).replace("\"mode\":\"ENABLE\"", "\"mode\":\"DISABLE\""))
                        .ok()
                        .at("recurring_run_id");
        api.post(ALL + "/" + disabled + ":enable", "").ok();
        String changed = create(FAR_CRON).at("recurring_run_id");
        patch(changed, "{" + past + "}").ok();
        for (String id : List.of(disabled, changed)) {
            Reply row = get(id);
            assertThat(Instant.parse(row.at("next_fire_times", "0"))).isAfter(Instant.now());
            assertThat(row.json().has("last_fire")).isFalse();
        }
    }

    @Test
    void theyAreListedByNameAndTimeAndOfOneExperiment() {
        String other =
                api.post("/apis/v2beta1/experiments", "{\"display_name\":\"e\"}")
                        .ok()
                        .at("experiment_id");
        for (String name : List.of("b", "A", "c")) {
            api.post(ALL, body(name, "x", FAR_CRON)).ok();
        }
        api.post(ALL, body("d", "x", FAR_CRON + ",\"experiment_id\":\"" + other + "\"")).ok();

        Reply page = api.get(ALL + "?page_size=3&sort_by=" + TestApi.encoded("name desc")).ok();
        assertThat(page.json().path("recurringRuns").findValuesAsText("display_name"))
                .containsExactly("d", "c", "b");
        assertThat(page.at("total_size")).isEqualTo("4");
        Reply rest =
                api.get(
                                ALL
                                        + "?page_size=3&page_token="
                                        + TestApi.encoded(page.at("next_page_token")))
                        .ok();
        assertThat(rest.json().path("recurringRuns").findValuesAsText("display_name"))
                .containsExactly("A");
        assertThat(rest.json().has("next_page_token")).isFalse();
        assertThat(
                        api.get(ALL + "?experiment_id=" + other)
                                .ok()
                                .json()
                                .path("recurringRuns")
                                .findValuesAsText("display_name"))
                .containsExactly("d");
        String filter =
                "{\"predicates\":[{\"operation\":9,\"key\":\"name\",\"stringValue\":\"a\"}]}";
        assertThat(api.get(ALL + "?filter=" + TestApi.encoded(filter)).ok().at("total_size"))
                .isEqualTo("1");
        api.get(ALL + "?sort_by=updated_at").ok();
        api.get(ALL + "?sort_by=namespace").refused(400);
        api.get(ALL + "?sort_by=status").refused(400);
        api.get(ALL + "?experiment_id=nobody").refused(404);
    }

    @Test
    void archivingItsExperimentStopsItForGood() {
        String experiment =
                api.post("/apis/v2beta1/experiments", "{\"display_name\":\"e\"}")
                        .ok()
                        .at("experiment_id");
        String id =
                create(FAR_CRON + ",\"experiment_id\":\"" + experiment + "\"")
                        .at("recurring_run_id");
        api.post("/apis/v2beta1/experiments/" + experiment + ":archive", "").ok();
        assertThat(get(id).at("status")).isEqualTo("DISABLED");
        api.post("/apis/v2beta1/experiments/" + experiment + ":unarchive", "").ok();
        assertThat(get(id).at("status")).isEqualTo("DISABLED");
    }
}
