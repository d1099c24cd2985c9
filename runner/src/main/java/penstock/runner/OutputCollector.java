package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactNumbers;
import penstock.control.port.ArtifactStore;
import penstock.control.port.AttemptOrder;
import penstock.engine.Outputs;
import penstock.plan.Artifact;
import penstock.plan.ErrorCode;
import penstock.plan.Interface.ArtifactOutput;
import penstock.plan.ParameterType;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * Gathers what a program that ended well has made: checks its parameters, and moves its artifacts
 * into the store.
 */
final class OutputCollector {

    private static final long MAX_OUTPUT_FILE = 64L << 20;
    private static final long MAX_PARAMETER_FILE = 32L << 20;
    private static final int MAX_SHOWN = 80;

    private final AttemptOrder order;
    private final StepPlaces places;
    private final StepFiles files;
    private final ArtifactStore store;
    private final ArtifactNumbers numbers;

    OutputCollector(
            AttemptOrder order, StepPlaces places, ArtifactStore store, ArtifactNumbers numbers) {
        this.order = order;
        this.places = places;
        this.files = new StepFiles(places);
        this.store = store;
        this.numbers = numbers;
    }

    /** What came of it. */
    sealed interface Collected {
        /** All that was declared. */
        record All(Outputs outputs) implements Collected {}

        /** Something is missing or wrong. */
        record Refused(Problem problem) implements Collected {}
    }

    /** Safe to repeat after a crash in between. */
    Collected collect() throws IOException {
        try {
            ExecutorOutput said = executorOutput();
            SortedMap<String, Value> parameters = parameters(said);
            SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
            for (Map.Entry<String, ArtifactOutput> output :
                    order.io().outputArtifacts().entrySet()) {
                artifacts.put(output.getKey(), artifacts(output.getKey(), output.getValue(), said));
            }
            return new Collected.All(new Outputs(parameters, artifacts));
        } catch (Refusal refusal) {
            return new Collected.Refused(refusal.problem);
        }
    }

    private ExecutorOutput executorOutput() throws IOException, Refusal {
        String path = places.executorOutputFile();
        return switch (files.read(path, MAX_OUTPUT_FILE)) {
            case StepFiles.Found.Nothing() -> ExecutorOutput.EMPTY;
            case StepFiles.Found.Unusable(String why) ->
                    throw invalid("the executor output file '" + path + "' " + why, "");
            case StepFiles.Found.Text(String text) -> parsed(path, text);
        };
    }

    private static ExecutorOutput parsed(String path, String text) throws Refusal {
        try {
            return ExecutorOutput.parse(text);
        } catch (ExecutorOutput.Malformed e) {
            throw invalid("the executor output file '" + path + "' " + e.why(), "");
        }
    }

    private SortedMap<String, Value> parameters(ExecutorOutput said) throws IOException, Refusal {
        SortedMap<String, Value> values = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, ParameterType> output : order.io().outputParameters().entrySet()) {
            String name = output.getKey();
            Value given = said.parameters().get(name);
            Value value =
                    given == null
                            ? fromFile(name, output.getValue())
                            : fromOutput(name, given, output.getValue());
            if (value == null) {
                missing.add(name);
            } else {
                values.put(name, value);
            }
        }
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
        return values;
    }

    private static Value fromOutput(String name, Value given, ParameterType type) throws Refusal {
        Value value = OutputValues.fromJson(given, type);
        if (value == null) {
            throw mistyped(name, ValueText.json(given), type);
        }
        return value;
    }

    private @Nullable Value fromFile(String name, ParameterType type) throws IOException, Refusal {
        String path = places.outputParameterFile(name);
        return switch (files.read(path, MAX_PARAMETER_FILE)) {
            case StepFiles.Found.Nothing() -> null;
            case StepFiles.Found.Unusable(String why) ->
                    throw invalid(
                            "output parameter '" + name + "': its file '" + path + "' " + why,
                            "pass binary or large data as an artifact");
            case StepFiles.Found.Text(String text) -> {
                Value value = OutputValues.fromText(text, type);
                if (value == null) {
                    throw mistyped(name, text, type);
                }
                yield value;
            }
        };
    }

    private List<Artifact> artifacts(String name, ArtifactOutput declared, ExecutorOutput said)
            throws IOException, Refusal {
        List<ExecutorOutput.Element> elements = said.artifacts().getOrDefault(name, List.of());
        if (elements.isEmpty()) {
            elements = List.of(new ExecutorOutput.Element("", Value.EMPTY_STRUCT, ""));
        }
        List<Artifact> artifacts = new ArrayList<>();
        for (ExecutorOutput.Element element : declared.list() ? elements : elements.subList(0, 1)) {
            artifacts.add(artifact(name, declared, element));
        }
        return artifacts;
    }

    private Artifact artifact(String name, ArtifactOutput declared, ExecutorOutput.Element element)
            throws IOException, Refusal {
        String given = order.outputUris().get(name);
        String uri = element.uri().isEmpty() && given != null ? given : places.uri(element.uri());
        SortedMap<String, Value> metadata = new TreeMap<>(declared.metadata().fields());
        metadata.putAll(element.metadata().fields());
        Artifact input = inputAt(uri);
        String digest = input == null ? null : input.digest();
        long size = input == null ? -1 : input.sizeBytes();
        if (input == null) {
            ArtifactStore.Stored stored = store(name, uri, element.customPath());
            digest = stored == null ? null : stored.digest();
            size = stored == null ? -1 : stored.sizeBytes();
        }
        return new Artifact(
                numbers.next(),
                name,
                declared.type(),
                uri,
                digest,
                size,
                new Value.Struct(metadata));
    }

    /** An input that the program hands on. */
    private @Nullable Artifact inputAt(String uri) {
        for (List<Artifact> artifacts : order.inputs().artifacts().values()) {
            for (Artifact artifact : artifacts) {
                if (artifact.uri().equals(uri)) {
                    return artifact;
                }
            }
        }
        return null;
    }

    private ArtifactStore.@Nullable Stored store(String name, String uri, String customPath)
            throws IOException, Refusal {
        Path staged = places.staging().of(uri);
        if (staged == null || !places.staging().isOwn(uri)) {
            if (!customPath.isEmpty()) {
                throw invalid(
                        "output artifact '"
                                + name
                                + "' has the address '"
                                + uri
                                + "', which is not below this task's root '"
                                + order.taskRoot()
                                + "'",
                        "keep the address that the artifact came with, or take one from dsl.get_uri()");
            }
            return store.stat(uri);
        }
        if (!customPath.isEmpty()) {
            bring(name, customPath, staged);
        }
        return store.publish(uri, staged);
    }

    /** Puts the content that a program left elsewhere where it is published from. */
    private void bring(String name, String customPath, Path staged) throws IOException, Refusal {
        Path source = files.locate(customPath);
        if (source == null) {
            throw invalid(
                    "output artifact '"
                            + name
                            + "': '"
                            + customPath
                            + "' is not the step's to give",
                    "");
        }
        if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS) || Files.exists(staged)) {
            return; // nothing was written, which KFP allows; or this ran before
        }
        Path parent = staged.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path temporary = staged.resolveSibling(".bringing-" + staged.getFileName());
        AttemptFolder.removeTree(temporary);
        copyTree(source, temporary);
        Files.move(temporary, staged, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copyTree(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Files.copy(
                        each, target.resolve(source.relativize(each)), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static Refusal missing(List<String> names) {
        String which = "'" + String.join("', '", names) + "'";
        return new Refusal(
                new Problem(
                        ErrorCode.OUTPUT_MISSING,
                        "the step ended well but did not write its declared output "
                                + (names.size() == 1 ? "parameter " : "parameters ")
                                + which,
                        "a function must return a value for each declared output, and None is no value;"
                                + " a program must write the file whose path it is given"));
    }

    private static Refusal mistyped(String name, String written, ParameterType type) {
        String shown =
                written.length() > MAX_SHOWN ? written.substring(0, MAX_SHOWN) + "…" : written;
        return invalid(
                "output parameter '"
                        + name
                        + "': '"
                        + shown
                        + "' (expected: "
                        + OutputValues.words(type)
                        + ")",
                "write that, or change the declared type from " + type);
    }

    private static Refusal invalid(String message, String hint) {
        return new Refusal(new Problem(ErrorCode.OUTPUT_INVALID, message, hint));
    }

    /** Carries a problem out of the depth of one collection. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Refusal(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }
}
