package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.KnownArtifacts;
import penstock.engine.Outputs;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Value;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

class SqlKnownArtifactsTest {

    private static final ArtifactType MODEL = new ArtifactType("system.Model", "0.0.1");

    @RegisterExtension final OpenStore opened = new OpenStore();

    @Test
    void findsTheNewestOfThePipelineWithAllTheFields() {
        RunScript run = run("a", artifact(1, "gs://b/k", "stage", 1));
        run("b", artifact(2, "gs://b/k", "stage", 1));

        assertThat(id("chain", MODEL, "gs://b/k", fields("stage", 1))).isEqualTo(2);
        assertThat(id("chain", MODEL, "gs://b/k", Value.EMPTY_STRUCT)).isEqualTo(2);
        assertThat(id("chain", MODEL, "gs://b/k", fields("stage", 2))).isNull();
        assertThat(id("chain", MODEL, "gs://b/other", Value.EMPTY_STRUCT)).isNull();
        assertThat(id("other", MODEL, "gs://b/k", Value.EMPTY_STRUCT)).isNull();
        assertThat(id("chain", ArtifactType.ANY, "gs://b/k", Value.EMPTY_STRUCT)).isNull();
        assertThat(run.sequence()).isPositive();
    }

    @Test
    void forgetsThoseOfDeletedRuns() {
        RunScript run = run("a", artifact(1, "gs://b/k", "stage", 1));
        opened.store().runReads().remove(run.run());

        assertThat(id("chain", MODEL, "gs://b/k", Value.EMPTY_STRUCT)).isNull();
    }

    private RunScript run(String id, Artifact artifact) {
        RunScript script =
                RunScript.of(
                        opened.store().journal(),
                        opened.store().epoch(),
                        ContractPlans.chain(1),
                        id);
        script.start();
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        artifacts.put("model", List.of(artifact));
        script.send(script.succeeded("s0", new Outputs(Collections.emptySortedMap(), artifacts)));
        return script;
    }

    private @Nullable Long id(
            String pipeline, ArtifactType type, String uri, Value.Struct metadata) {
        Artifact found =
                opened.store()
                        .knownArtifacts()
                        .find(new KnownArtifacts.Query(pipeline, type, uri, metadata));
        return found == null ? null : found.id();
    }

    private static Artifact artifact(long id, String uri, String key, long value) {
        return new Artifact(id, "model", MODEL, uri, null, -1, fields(key, value));
    }

    private static Value.Struct fields(String key, long value) {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put(key, new Value.Int(value));
        return new Value.Struct(fields);
    }
}
