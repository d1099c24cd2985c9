package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import penstock.compiler.Compilation;
import penstock.compiler.cel.CelEvaluator;
import penstock.compiler.kfp.KfpFrontend;
import penstock.spec.document.Limits;

/** Runs every pipeline of a folder on a real server and compares each with what is expected. */
final class Corpus {

    private final Path folder;
    private final Api api;
    private final JsonNode expectations;

    /**
     * @param expectations by file name relative to {@code folder}; {@link RunEvidence} reads them
     */
    Corpus(Path folder, Api api, JsonNode expectations) {
        this.folder = folder;
        this.api = api;
        this.expectations = expectations;
    }

    /**
     * What became of a file.
     *
     * @param remark why it was not run or what is wrong; empty when all is as expected
     */
    record Row(String file, String expected, String got, double seconds, String remark) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-75s %-10s %-10s %6.1f s  %s",
                    file,
                    expected,
                    got,
                    seconds,
                    remark);
        }
    }

    /** A submitted run and what is expected of it. */
    private record Submitted(String file, JsonNode expected, String run, String refusal) {
        String state() {
            return expected.path("state").asText("SUCCEEDED");
        }
    }

    /** Makes the secrets that some of the pipelines read: keys and values by name. */
    void provide(JsonNode secrets) {
        secrets.properties()
                .forEach(secret ->
                        api.put(
                                "/apis/penstock/v1/secrets/" + secret.getKey(),
                                Api.JSON.createObjectNode().set("data", secret.getValue())));
    }

    /** The table, one row for each file in scope, in order. */
    List<Row> run(Consumer<String> progress) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<Submitted> submitted = new ArrayList<>();
        Iterator<Map.Entry<String, JsonNode>> entries = expectations.properties().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, JsonNode> entry = entries.next();
            JsonNode expected = entry.getValue();
            String reason = outOfScope(expected);
            if (!reason.isEmpty()) {
                rows.add(new Row(entry.getKey(), "-", "not run", 0, reason));
            } else {
                submitted.add(submit(entry.getKey(), expected));
            }
        }
        for (Submitted each : submitted) {
            Row row = await(each);
            progress.accept(row.toString());
            rows.add(row);
        }
        return rows;
    }

    /** Why a pipeline cannot be run here; empty when it can. */
    private static String outOfScope(JsonNode expected) {
        String needed = expected.path("needs").asText("");
        boolean lacks =
                !needed.isEmpty()
                        && Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                                .noneMatch(folder -> Files.isExecutable(Path.of(folder, needed)));
        return lacks
                ? "needs the program " + needed
                : expected.path("outside").asText(expected.path("slow").asText(""));
    }

    /** Files of the corpus that compile and of which nothing is expected: there must be none. */
    List<String> forgotten() throws IOException {
        KfpFrontend frontend = new KfpFrontend(Limits.DEFAULT, new CelEvaluator());
        List<String> forgotten = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Corpus::isDocument).sorted().toList()) {
                String name = folder.relativize(file).toString();
                boolean compiles =
                        frontend.compile(Files.readAllBytes(file)) instanceof Compilation.Compiled;
                if (compiles && !expectations.has(name)) {
                    forgotten.add(name);
                }
            }
        }
        return forgotten;
    }

    private static boolean isDocument(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".json");
    }

    /** A JSON file beside the tests. */
    static JsonNode resource(String name) throws IOException {
        try (InputStream in = Corpus.class.getResourceAsStream(name)) {
            return Api.JSON.readTree(in);
        }
    }

    private Submitted submit(String file, JsonNode expected) throws IOException {
        ObjectNode request = Api.JSON.createObjectNode();
        request.put("display_name", file);
        request.put("document", Files.readString(folder.resolve(file)));
        request.set(
                "parameters",
                expected.has("parameters")
                        ? expected.path("parameters")
                        : Api.JSON.createObjectNode());
        request.put("no_cache", true); // every step's log is looked at
        try {
            String run = api.post("/apis/penstock/v1/runs", request).path("run_id").asText();
            return new Submitted(file, expected, run, "");
        } catch (CliFailure refused) {
            return new Submitted(file, expected, "", refused.toString());
        }
    }

    private Row await(Submitted submitted) {
        String refusal = submitted.expected().path("refused").asText("");
        if (submitted.run().isEmpty()) {
            boolean right = !refusal.isEmpty() && submitted.refusal().contains(refusal);
            return new Row(
                    submitted.file(),
                    refusal.isEmpty() ? submitted.state() : "refused",
                    "refused",
                    0,
                    right ? "" : Plain.line(submitted.refusal()));
        }
        JsonNode run = new RunWatch(api, submitted.run(), Silence.terminal()).untilEnd();
        Instant started = Instant.parse(run.path("started_at").asText());
        Instant finished = Instant.parse(run.path("finished_at").asText());
        return new Row(
                submitted.file(),
                refusal.isEmpty() ? submitted.state() : "refused",
                run.path("state").asText(),
                Duration.between(started, finished).toMillis() / 1000.0,
                new RunEvidence(api, run).against(submitted.expected()));
    }
}
