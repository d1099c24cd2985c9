package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a real server with {@code kill -9} around the fire times of a schedule that fires every
 * second or two, starts it again, and checks that every fire time started one run and one only.
 * Each run writes its number and its scheduled time into a file that outlives the server.
 */
final class ScheduleChaos {

    private static final long BEFORE_MILLIS = 250;
    private static final long AROUND_MILLIS = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path data;
    private final Path marks;
    private final Random random;
    private final int seconds;

    /**
     * @param seconds between two fire times
     */
    ScheduleChaos(Path folder, long seed, int seconds) throws IOException {
        this.data = folder.resolve("data");
        this.marks = Files.createDirectories(folder.resolve("marks")).resolve("fired");
        this.random = new Random(seed);
        this.seconds = seconds;
    }

    /** What it came to; the problems are empty when all is well. */
    record Result(int kills, int fired, List<String> problems) {}

    /** So many kills: {@code ScheduleChaos KILLS [SEED]}. */
    public static void main(String[] args) throws Exception {
        int kills = Integer.parseInt(args[0]);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "penstock-schedule-chaos");
        Result result = new ScheduleChaos(folder, seed, 2).live(kills);
        System.out.printf(
                "%d kills around %d fire times (seed %d): %s%n",
                result.kills(), result.fired(), seed, result.problems());
        System.exit(result.problems().isEmpty() ? 0 : 1);
    }

    /** Kills the server that often, lets it go on once more, and checks. */
    Result live(int kills) throws IOException, InterruptedException {
        String id;
        try (ServerProcess server = ServerProcess.start(data)) {
            id = create(server.api());
            killAroundAFireTime(server, id);
        }
        for (int i = 1; i < kills; i++) {
            try (ServerProcess server = ServerProcess.start(data)) {
                killAroundAFireTime(server, id);
            }
        }
        try (ServerProcess server = ServerProcess.start(data)) {
            Result result = settle(server.api(), id, kills);
            server.stop();
            return result;
        }
    }

    private String create(Api api) {
        ObjectNode request = Api.JSON.createObjectNode();
        request.put("display_name", "chaos").put("mode", "ENABLE").put("max_concurrency", 10);
        request.set("pipeline_spec", document());
        request.putObject("runtime_config")
                .putObject("parameters")
                .put("marks", marks.toString())
                .put("mark", "[[Index]] [[ScheduledTime]]");
        request.putObject("trigger")
                .putObject("cron_schedule")
                .put("cron", "*/" + seconds + " * * * * *");
        return api.post("/apis/v2beta1/recurringruns", request).path("recurring_run_id").asText();
    }

    private void killAroundAFireTime(ServerProcess server, String id) throws InterruptedException {
        Instant next = Instant.parse(get(server.api(), id).path("next_fire_times").get(0).asText());
        Instant at = next.plusMillis(random.nextLong(AROUND_MILLIS) - BEFORE_MILLIS);
        server.killAfter(Math.max(0, Duration.between(Instant.now(), at).toMillis()));
    }

    private Result settle(Api api, String id, int kills) throws IOException {
        Instant restarted = Instant.now();
        Instant deadline = restarted.plus(PATIENCE);
        while (!lastFire(api, id).isAfter(restarted) && Instant.now().isBefore(deadline)) {
            pause();
        }
        api.post("/apis/v2beta1/recurringruns/" + id + ":disable", Api.JSON.createObjectNode());
        int fired = get(api, id).at("/last_fire/index").asInt();
        while (ended(api, id) < fired && Instant.now().isBefore(deadline)) {
            pause();
        }
        return new Result(kills, fired, check(api, id, fired));
    }

    private static Instant lastFire(Api api, String id) {
        String time = get(api, id).at("/last_fire/scheduled_time").asText();
        return time.isEmpty() ? Instant.EPOCH : Instant.parse(time);
    }

    private List<String> check(Api api, String id, int fired) throws IOException {
        List<String> problems = new ArrayList<>();
        JsonNode row = get(api, id);
        if (row.has("error")) {
            problems.add("the last fire time started no run: " + row.path("error"));
        }
        if (total(api, id, "") != fired) {
            problems.add(total(api, id, "") + " runs for " + fired + " fire times");
        }
        Instant last = lastFire(api, id);
        List<String> expected = new ArrayList<>();
        for (int index = 1; index <= fired; index++) {
            Instant at = last.minusSeconds((long) (fired - index) * seconds);
            expected.add(index + " " + at.toString().replaceAll("[-:TZ]", ""));
        }
        List<String> written = Files.exists(marks) ? Files.readAllLines(marks) : List.of();
        if (!written.stream().sorted().toList().equals(expected.stream().sorted().toList())) {
            problems.add("expected " + expected + " but the runs wrote " + written);
        }
        return problems;
    }

    private static long ended(Api api, String id) {
        return total(api, id, ",{\"operation\":1,\"key\":\"state\",\"stringValue\":\"SUCCEEDED\"}");
    }

    private static long total(Api api, String id, String more) {
        String filter =
                "{\"predicates\":[{\"operation\":1,\"key\":\"recurring_run_id\",\"stringValue\":\""
                        + id
                        + "\"}"
                        + more
                        + "]}";
        return api.get("/apis/v2beta1/runs?page_size=1&filter=" + Api.encode(filter))
                .path("total_size")
                .asLong();
    }

    private static JsonNode get(Api api, String id) {
        return api.get("/apis/v2beta1/recurringruns/" + id);
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }

    private static JsonNode document() {
        try {
            return Api.JSON.readTree(
                    """
                    {"pipelineInfo": {"name": "chaos"},
                     "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
                     "components": {"comp-mark": {"executorLabel": "exec-mark",
                       "inputDefinitions": {"parameters": {
                         "marks": {"parameterType": "STRING"},
                         "mark": {"parameterType": "STRING"}}}}},
                     "deploymentSpec": {"executors": {"exec-mark": {"container": {
                       "image": "alpine:3.20", "command": ["sh", "-c"],
                       "args": ["echo \\"$1\\" >> \\"$0\\"",
                                "{{$.inputs.parameters['marks']}}",
                                "{{$.inputs.parameters['mark']}}"]}}}},
                     "root": {
                       "inputDefinitions": {"parameters": {
                         "marks": {"parameterType": "STRING"},
                         "mark": {"parameterType": "STRING"}}},
                       "dag": {"tasks": {"mark": {
                         "componentRef": {"name": "comp-mark"}, "taskInfo": {"name": "mark"},
                         "inputs": {"parameters": {
                           "marks": {"componentInputParameter": "marks"},
                           "mark": {"componentInputParameter": "mark"}}}}}}}}\
                    """);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
