package penstock.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import penstock.control.port.ArtifactNumbers;
import penstock.control.port.ArtifactStore;
import penstock.control.port.AttemptOrder;
import penstock.control.port.TaskRunner;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Outputs;
import penstock.plan.Artifact;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Value;

/**
 * A runner that runs nothing. An attempt whose input {@code text} is {@code hold} stays until it is
 * stopped or let go, {@code fail} fails, and any other is written into each output artifact.
 */
final class HeldRunner implements TaskRunner {
    private final ArtifactStore store;
    private final ArtifactNumbers numbers;
    private final Path scratch;
    private final Map<AttemptId, Launched> held = new ConcurrentHashMap<>();

    HeldRunner(ArtifactStore store, ArtifactNumbers numbers, Path scratch) {
        this.store = store;
        this.numbers = numbers;
        this.scratch = scratch;
    }

    private record Launched(AttemptOrder order, AttemptReports reports) {
        void report(AttemptResult result) {
            reports.report(order.attempt(), order.lease(), result);
        }
    }

    @Override
    public void launch(AttemptOrder order, AttemptReports reports) {
        Launched launched = new Launched(order, reports);
        SortedMap<String, String> environment = new TreeMap<>(Map.of("PATH", "/bin"));
        launched.report(
                new AttemptResult.Started(new AttemptFacts(List.of("a note"), environment)));
        String text =
                order.inputs().parameters().get("text") instanceof Value.Text(String word)
                        ? word
                        : "";
        switch (text) {
            case "hold" -> held.put(order.attempt(), launched);
            case "fail" ->
                    launched.report(
                            new AttemptResult.Failed(
                                    new Problem(ErrorCode.STEP_FAILED, "exit 3", "look"),
                                    3,
                                    false));
            default -> launched.report(new AttemptResult.Succeeded(outputs(order, text)));
        }
    }

    private Outputs outputs(AttemptOrder order, String text) {
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        order.outputUris()
                .forEach((name, uri) -> artifacts.put(name, List.of(artifact(order, name, text))));
        return new Outputs(Collections.emptySortedMap(), artifacts);
    }

    private Artifact artifact(AttemptOrder order, String name, String text) {
        String uri = order.outputUris().getOrDefault(name, "");
        try {
            Path staged = Files.writeString(Files.createTempFile(scratch, "out", ""), text);
            ArtifactStore.Stored stored = Objects.requireNonNull(store.publish(uri, staged));
            return new Artifact(
                    numbers.next(),
                    name,
                    Objects.requireNonNull(order.io().outputArtifacts().get(name)).type(),
                    uri,
                    stored.digest(),
                    stored.sizeBytes(),
                    Value.EMPTY_STRUCT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets every held attempt succeed. */
    void letGo() {
        List<Launched> all = new ArrayList<>(held.values());
        held.clear();
        all.forEach(
                each -> each.report(new AttemptResult.Succeeded(outputs(each.order(), "held"))));
    }

    @Override
    public void stop(AttemptId attempt) {
        Launched launched = held.remove(attempt);
        if (launched != null) {
            launched.report(new AttemptResult.Stopped());
        }
    }

    @Override
    public void release(AttemptId attempt) {
        held.remove(attempt);
    }
}
