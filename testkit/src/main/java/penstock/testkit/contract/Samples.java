package penstock.testkit.contract;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import penstock.engine.Outputs;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Value;

/** Data that contracts pass around. */
final class Samples {

    private Samples() {}

    /** Outputs with one parameter. */
    static Outputs text(String value) {
        SortedMap<String, Value> parameters = new TreeMap<>();
        parameters.put("text", new Value.Text(value));
        return new Outputs(parameters, Collections.emptySortedMap());
    }

    /** Outputs with {@code count} artifacts, numbered from {@code first} on. */
    static Outputs models(long first, int count) {
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        artifacts.put(
                "model", LongStream.range(first, first + count).mapToObj(Samples::model).toList());
        return new Outputs(Collections.emptySortedMap(), artifacts);
    }

    /** An artifact of ours. */
    static Artifact model(long id) {
        SortedMap<String, Value> metadata = new TreeMap<>();
        metadata.put("accuracy", new Value.Real(0.5));
        return new Artifact(
                id,
                "model",
                new ArtifactType("system.Model", "0.0.1"),
                "minio://bucket/root/" + id + "/model",
                "sha256:" + "ab".repeat(32),
                42,
                new Value.Struct(metadata));
    }
}
