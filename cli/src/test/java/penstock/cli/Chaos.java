package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Kills a real server with {@code kill -9} at random moments of a run, starts it again, and checks
 * that the run ends right and that every step ran exactly once. Each step writes a line when it
 * begins and one when it ends, in a folder that outlives the server.
 */
final class Chaos {

    private static final int LAYERS = 5;
    private static final int WIDTH = 6;
    private static final long LONGEST_LIFE_MILLIS = 2_500;

    private final Path folder;
    private final Random random;

    Chaos(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    /** What a round came to; the problems are empty when all is well. */
    record Round(int kills, List<String> problems) {}

    /** Rounds on one data folder: {@code Chaos ROUNDS [SEED]}. */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "penstock-chaos");
        Chaos chaos = new Chaos(folder, seed);
        int kills = 0;
        int failed = 0;
        for (int i = 1; i <= rounds; i++) {
            Round round = chaos.round(i);
            kills += round.kills();
            failed += round.problems().isEmpty() ? 0 : 1;
            System.out.printf("round %d: %d kills %s%n", i, round.kills(), round.problems());
        }
        System.out.printf(
                "%d rounds, %d kills, %d steps, %d rounds with problems (seed %d)%n",
                rounds, kills, rounds * LAYERS * WIDTH, failed, seed);
        System.exit(failed == 0 ? 0 : 1);
    }

    /** One run, its server killed one to three times. */
    Round round(int number) throws IOException, InterruptedException {
        Path marks = Files.createDirectories(folder.resolve("marks-" + number));
        Path data = folder.resolve("data");
        String run;
        try (ServerProcess server = ServerProcess.start(data)) {
            run = submit(server.api(), marks);
            server.killAfter(random.nextLong(LONGEST_LIFE_MILLIS));
        }
        int kills = 1;
        for (int more = random.nextInt(3); more > 0; more--) {
            try (ServerProcess server = ServerProcess.start(data)) {
                server.killAfter(random.nextLong(LONGEST_LIFE_MILLIS));
            }
            kills++;
        }
        try (ServerProcess server = ServerProcess.start(data)) {
            JsonNode ended = new RunWatch(server.api(), run, Silence.terminal()).untilEnd();
            Round round = new Round(kills, check(ended, marks));
            server.stop();
            return round;
        }
    }

    private String submit(Api api, Path marks) {
        ObjectNode request = Api.JSON.createObjectNode();
        request.put("display_name", "chaos");
        request.put("document", document());
        request.putObject("parameters").put("marks", marks.toString());
        return api.post("/apis/penstock/v1/runs", request).path("run_id").asText();
    }

    private static List<String> check(JsonNode ended, Path marks) throws IOException {
        List<String> problems = new ArrayList<>();
        if (!ended.path("state").asText().equals("SUCCEEDED")) {
            problems.add("run ended " + ended.path("state") + " " + ended.path("error"));
        }
        for (String step : steps()) {
            Path file = marks.resolve(step);
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (!lines.equals(List.of("begin", "end"))) {
                problems.add(step + " wrote " + lines);
            }
        }
        return problems;
    }

    private static List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int i = 0; i < WIDTH; i++) {
                steps.add("step-" + layer + "-" + i);
            }
        }
        return steps;
    }

    /** Layers of parallel steps; each waits for two of the layer before. */
    private static String document() {
        SortedMap<String, String> tasks = new TreeMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int i = 0; i < WIDTH; i++) {
                tasks.put("step-" + layer + "-" + i, task(layer, i));
            }
        }
        return """
        pipelineInfo: {name: chaos}
        schemaVersion: 2.1.0
        sdkVersion: kfp-2.17.0
        components:
          comp-step:
            executorLabel: exec-step
            inputDefinitions:
              parameters:
                marks: {parameterType: STRING}
                name: {parameterType: STRING}
        deploymentSpec:
          executors:
            exec-step:
              container:
                image: alpine:3.20
                command: [sh, -c]
                args:
                  - 'echo begin >> "$0/$1"; sleep 0.15; echo end >> "$0/$1"'
                  - "{{$.inputs.parameters['marks']}}"
                  - "{{$.inputs.parameters['name']}}"
        root:
          inputDefinitions:
            parameters:
              marks: {parameterType: STRING}
          dag:
            tasks:
        """
                + String.join("", tasks.values());
    }

    private static String task(int layer, int i) {
        String dependencies =
                layer == 0
                        ? ""
                        : "        dependentTasks: [step-%d-%d, step-%d-%d]%n"
                                .formatted(layer - 1, i, layer - 1, (i + 1) % WIDTH);
        return """
              step-%1$d-%2$d:
                componentRef: {name: comp-step}
                taskInfo: {name: step-%1$d-%2$d}
                inputs:
                  parameters:
                    marks: {componentInputParameter: marks}
                    name: {runtimeValue: {constant: step-%1$d-%2$d}}
        """
                        .formatted(layer, i)
                + dependencies;
    }
}
