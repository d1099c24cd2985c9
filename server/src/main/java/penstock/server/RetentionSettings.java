package penstock.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.retention.Limits;
import penstock.control.retention.RetentionRules;
import penstock.control.retention.Terms;
import penstock.engine.Phase;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.volume.Quantity;
import penstock.server.backend.Ages;
import penstock.spec.Reading;
import penstock.spec.Suggestion;
import penstock.spec.document.DocumentReader;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;

/**
 * What {@code penstock.yaml} says under {@code retention}.
 *
 * @param environmentBytes what Python environments may take together before those unused longest go
 */
record RetentionSettings(RetentionRules rules, long environmentBytes) {

    static final String SECTION = "retention";

    /** Nothing goes but environments beyond 20 GiB, which are built again when they are needed. */
    static final RetentionSettings DEFAULT = new RetentionSettings(RetentionRules.NONE, 20L << 30);

    /** The settings in the data folder; {@link Settings} has found the file to be well-formed. */
    static RetentionSettings read(Path data) throws StartRefused {
        Path file = data.resolve(Settings.FILE);
        try {
            Reading<List<Node>> read =
                    new DocumentReader(Settings.LIMITS).read(Files.readAllBytes(file));
            Node section =
                    read instanceof Reading.Done<List<Node>>(List<Node> nodes, var _)
                                    && !nodes.isEmpty()
                                    && nodes.getFirst() instanceof MapNode map
                            ? map.get(SECTION)
                            : null;
            return section == null ? DEFAULT : new Reader(file).all(section);
        } catch (NoSuchFileException e) {
            return DEFAULT;
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + e.getMessage());
        }
    }

    private static StartRefused refused(String message) {
        return new StartRefused(
                new Problem(
                        ErrorCode.INVALID_DOCUMENT,
                        message,
                        "docs/storage.md shows what 'retention' may hold."));
    }

    /** Takes the section apart; every fault names its line. */
    private record Reader(Path file) {

        private static final Map<String, Phase> OUTCOMES =
                Map.of(
                        "succeeded", Phase.SUCCEEDED,
                        "failed", Phase.FAILED,
                        "canceled", Phase.CANCELED);

        private static final List<String> KEYS =
                List.of(
                        "runs",
                        "artifacts",
                        "logs",
                        "cache",
                        "downloads",
                        "environments",
                        "experiments",
                        "namespaces");

        RetentionSettings all(Node section) throws StartRefused {
            SortedMap<String, Terms> namespaces = new TreeMap<>();
            SortedMap<String, Terms> experiments = new TreeMap<>();
            Duration results = null;
            Duration downloads = null;
            long environments = DEFAULT.environmentBytes();
            for (Map.Entry<String, MapNode.Entry> entry : entries(section)) {
                Node value = entry.getValue().value();
                switch (entry.getKey()) {
                    case "runs", "artifacts", "logs" -> {} // read as terms, below
                    case "cache" -> results = age(only(value, "unused"));
                    case "downloads" -> downloads = age(only(value, "unused"));
                    case "environments" -> environments = bytes(only(value, "max_bytes"));
                    case "experiments" -> experiments.putAll(named(value));
                    case "namespaces" -> namespaces.putAll(named(value));
                    default -> throw unknown(entry, KEYS);
                }
            }
            return new RetentionSettings(
                    new RetentionRules(
                            terms(section, KEYS), namespaces, experiments, results, downloads),
                    environments);
        }

        private SortedMap<String, Terms> named(Node node) throws StartRefused {
            SortedMap<String, Terms> all = new TreeMap<>();
            for (Map.Entry<String, MapNode.Entry> entry : entries(node)) {
                all.put(
                        entry.getKey(),
                        terms(entry.getValue().value(), List.of("runs", "artifacts", "logs")));
            }
            return all;
        }

        private Terms terms(Node node, List<String> known) throws StartRefused {
            Limits runs = null;
            Limits artifacts = null;
            Limits logs = null;
            for (Map.Entry<String, MapNode.Entry> entry : entries(node)) {
                Node value = entry.getValue().value();
                switch (entry.getKey()) {
                    case "runs" -> runs = limits(value);
                    case "artifacts" -> artifacts = limits(value);
                    case "logs" -> logs = limits(value);
                    default -> {
                        if (!known.contains(entry.getKey())) {
                            throw unknown(entry, known);
                        }
                    }
                }
            }
            return new Terms(runs, artifacts, logs);
        }

        private Limits limits(Node node) throws StartRefused {
            SortedMap<Phase, Duration> age = new TreeMap<>();
            SortedMap<Phase, Long> count = new TreeMap<>();
            for (Map.Entry<String, MapNode.Entry> entry : entries(node)) {
                Node value = entry.getValue().value();
                switch (entry.getKey()) {
                    case "max_age" -> {
                        for (Map.Entry<Phase, Node> each : byOutcome(value).entrySet()) {
                            age.put(each.getKey(), age(each.getValue()));
                        }
                    }
                    case "max_count" -> {
                        for (Map.Entry<Phase, Node> each : byOutcome(value).entrySet()) {
                            count.put(each.getKey(), count(each.getValue()));
                        }
                    }
                    default -> throw unknown(entry, List.of("max_age", "max_count"));
                }
            }
            return new Limits(age, count);
        }

        /** One value for all outcomes, or one for each that is named. */
        private SortedMap<Phase, Node> byOutcome(Node node) throws StartRefused {
            SortedMap<Phase, Node> values = new TreeMap<>();
            if (!(node instanceof MapNode)) {
                OUTCOMES.values().forEach(phase -> values.put(phase, node));
                return values;
            }
            for (Map.Entry<String, MapNode.Entry> entry : entries(node)) {
                Phase phase = OUTCOMES.get(entry.getKey());
                if (phase == null) {
                    throw unknown(entry, List.of("succeeded", "failed", "canceled"));
                }
                values.put(phase, entry.getValue().value());
            }
            return values;
        }

        private Node only(Node node, String key) throws StartRefused {
            Node found = null;
            for (Map.Entry<String, MapNode.Entry> entry : entries(node)) {
                if (!entry.getKey().equals(key)) {
                    throw unknown(entry, List.of(key));
                }
                found = entry.getValue().value();
            }
            if (found == null) {
                throw wrong(node, "a map with '" + key + "'");
            }
            return found;
        }

        private Duration age(Node node) throws StartRefused {
            @Nullable Duration age = Ages.parse(text(node));
            if (age == null) {
                throw wrong(node, Ages.EXPECTED);
            }
            return age;
        }

        private long count(Node node) throws StartRefused {
            String text = text(node);
            if (!text.matches("[0-9]{1,9}")) {
                throw wrong(node, "a number of runs");
            }
            return Long.parseLong(text);
        }

        private long bytes(Node node) throws StartRefused {
            return Quantity.bytes(text(node))
                    .orElseThrow(() -> wrong(node, "a number of bytes, as 20Gi"));
        }

        private String text(Node node) throws StartRefused {
            if (node instanceof ScalarNode scalar && scalar.kind() != ScalarNode.Kind.NULL) {
                return scalar.text();
            }
            throw wrong(node, "text");
        }

        private Iterable<Map.Entry<String, MapNode.Entry>> entries(Node node) throws StartRefused {
            if (node instanceof MapNode map) {
                return map.entries().entrySet();
            }
            throw wrong(node, "a map");
        }

        private StartRefused wrong(Node node, String expected) {
            return refused(
                    "%s:%s: %s (expected: %s)"
                            .formatted(file, node.span(), node.describe(), expected));
        }

        private StartRefused unknown(Map.Entry<String, MapNode.Entry> entry, List<String> known) {
            String guess = Suggestion.of(entry.getKey(), known);
            return refused(
                    "%s:%s: unknown setting '%s'%s"
                            .formatted(
                                    file,
                                    entry.getValue().keySpan(),
                                    entry.getKey(),
                                    guess.isEmpty()
                                            ? " (expected one of: " + known + ")"
                                            : "; " + guess));
        }
    }
}
