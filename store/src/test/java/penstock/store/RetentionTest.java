package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Catalogue;
import penstock.control.port.Catalogue.Pipeline;
import penstock.control.port.Catalogue.Version;
import penstock.engine.Outputs;
import penstock.plan.Value;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

/** What is stored once, and what is left when a run is removed. */
class RetentionTest {

    @RegisterExtension final OpenStore opened = new OpenStore();

    private RunScript finished(String id, String text) {
        RunScript script =
                RunScript.of(
                        opened.store().journal(),
                        opened.store().epoch(),
                        ContractPlans.chain(1),
                        id);
        script.start();
        SortedMap<String, Value> large = new TreeMap<>();
        large.put("text", new Value.Text(text));
        script.send(script.succeeded("s0", new Outputs(large, Collections.emptySortedMap())));
        return script;
    }

    private long count(String table) {
        return opened.store()
                .readers()
                .call(session -> session.number("SELECT COUNT(*) FROM " + table));
    }

    /** Clears what removed runs left; the writer does its work in order. */
    private void purge() {
        while (count("purges") > 0) {
            opened.store().writer().<Long>call(session -> session.number("SELECT 1"));
        }
    }

    @Test
    void whatManyRunsShareIsStoredOnce() {
        finished("a", "x".repeat(10_000));
        long one = count("blobs");
        finished("b", "x".repeat(10_000));
        finished("c", "x".repeat(10_000));

        assertThat(one).as("plan, document and value").isEqualTo(3);
        assertThat(count("blobs")).isEqualTo(one);
    }

    @Test
    void aRemovedRunLeavesNothingButWhatOthersUse() {
        RunScript first = finished("a", "x".repeat(10_000));
        RunScript second = finished("b", "y".repeat(10_000));
        assertThat(count("blobs")).isEqualTo(4);

        opened.store().runReads().remove(first.run());
        purge();
        assertThat(count("blobs")).isEqualTo(3);
        assertThat(count("run_events")).isEqualTo(second.sequence());
        assertThat(count("tasks")).isEqualTo(1);
        assertThat(count("attempts")).isEqualTo(1);

        opened.store().runReads().remove(second.run());
        purge();
        for (String table :
                new String[] {"runs", "run_events", "tasks", "attempts", "blobs", "blob_uses"}) {
            assertThat(count(table)).as(table).isZero();
        }
    }

    @Test
    void aDocumentStaysAsLongAsAVersionOrARunHasIt() {
        Pipeline pipeline =
                new Pipeline("p", "", "p", "", "", TestStore.NOW, Collections.emptySortedMap());
        Version version =
                new Version(
                        "v",
                        "p",
                        "v",
                        "",
                        "",
                        TestStore.NOW,
                        Catalogue.Links.NONE,
                        Collections.emptySortedMap(),
                        "# document");
        opened.store().catalogue().addPipeline(pipeline, version);
        RunScript run = finished("a", "small");
        assertThat(opened.store().runReads().document(run.run())).isEqualTo("# document");
        assertThat(count("blobs")).as("plan and document").isEqualTo(2);

        opened.store().runReads().remove(run.run());
        purge();
        assertThat(opened.store().catalogue().version("v")).isEqualTo(version);

        opened.store().catalogue().removeVersion("v");
        assertThat(count("blobs")).isZero();
    }

    @Test
    void artifactsOfARemovedRunWaitForTheirBytesToBeCollected() {
        RunScript run = finished("a", "small");
        opened.store()
                .writer()
                .<Integer>call(session ->
                        session.update(
                                "INSERT INTO artifacts SELECT 5, '', run_no, 1, 'model',"
                                        + " 't', '', 'minio://b/k', NULL, 1, '{}', 0, 0, 1 FROM"
                                        + " runs"));
        opened.store().runReads().remove(run.run());
        purge();

        assertThat(opened.store().runReads().artifact(5)).isNull();
        assertThat(count("artifacts")).isEqualTo(1);
    }
}
