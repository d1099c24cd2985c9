package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import penstock.control.port.Catalogue;
import penstock.control.port.Catalogue.Change;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Catalogue.Links;
import penstock.control.port.Catalogue.Pipeline;
import penstock.control.port.Catalogue.Removal;
import penstock.control.port.Catalogue.Version;
import penstock.control.port.Journal;
import penstock.control.port.Paging.Cursor;
import penstock.control.port.Paging.Operation;
import penstock.control.port.Paging.Page;
import penstock.control.port.Paging.Predicate;
import penstock.control.port.Paging.Request;
import penstock.control.port.RunReads;
import penstock.plan.Value;

/** What every {@link Catalogue} does. */
public abstract class CatalogueContract {

    /** The catalogue under test, empty before each test. */
    protected abstract Catalogue catalogue();

    /** A journal beside it. */
    protected abstract Journal journal();

    /** The ownership epoch at which the journal accepts batches. */
    protected abstract long epoch();

    /** The reads of that journal. */
    protected abstract RunReads reads();

    private static Instant at(int second) {
        return Instant.parse("2026-03-01T10:00:00.000000001Z").plusSeconds(second);
    }

    private static SortedMap<String, String> tags(String... pairs) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tags.put(pairs[i], pairs[i + 1]);
        }
        return tags;
    }

    private static Pipeline pipeline(String id, String name, int second, String... tags) {
        return new Pipeline(id, "", name, "Display " + name, "about", at(second), tags(tags));
    }

    private static Version version(String id, String pipeline, int second) {
        return new Version(
                id,
                pipeline,
                "name-" + id,
                "Display " + id,
                "about",
                at(second),
                new Links("https://example.org/" + id, "https://example.net/" + id),
                Collections.emptySortedMap(),
                "document of " + id + " €");
    }

    private static Experiment experiment(String id, String name, int second) {
        return new Experiment(id, "", name, "about", at(second), null, false);
    }

    private static Request by(String sort, int limit, @Nullable Cursor after, Predicate... where) {
        return new Request(List.of(where), sort, false, limit, after);
    }

    private static Predicate is(String field, String value) {
        return new Predicate(field, Operation.EQUALS, List.of(new Value.Text(value)));
    }

    @Test
    void aPipelineIsFoundByIdAndName() {
        Pipeline pipeline = pipeline("p", "one", 0, "team", "a", "tier", "gold");

        assertThat(catalogue().addPipeline(pipeline, version("v", "p", 1))).isTrue();
        assertThat(catalogue().pipeline("p")).isEqualTo(pipeline);
        assertThat(catalogue().pipelineNamed("", "one")).isEqualTo(pipeline);
        assertThat(catalogue().version("v")).isEqualTo(version("v", "p", 1));
        assertThat(catalogue().pipeline("q")).isNull();
        assertThat(catalogue().pipelineNamed("elsewhere", "one")).isNull();
        assertThat(catalogue().version("w")).isNull();
        assertThat(catalogue().latestVersion("q")).isNull();
    }

    @Test
    void aPipelineNameIsUniqueInItsNamespace() {
        catalogue().addPipeline(pipeline("p", "one", 0), null);
        Pipeline elsewhere =
                new Pipeline("r", "elsewhere", "one", "", "", at(0), Collections.emptySortedMap());

        assertThat(catalogue().addPipeline(pipeline("q", "one", 1), version("v", "q", 1)))
                .isFalse();
        assertThat(catalogue().pipeline("q")).isNull();
        assertThat(catalogue().version("v")).isNull();
        assertThat(catalogue().addPipeline(elsewhere, null)).isTrue();
    }

    @Test
    void aVersionNameIsUniqueInItsPipeline() {
        catalogue().addPipeline(pipeline("p", "one", 0), null);
        catalogue().addPipeline(pipeline("q", "two", 0), null);
        Version other =
                new Version(
                        "w", "q", "name-v", "", "", at(0), Links.NONE, tags("a", "b"), "document");

        assertThat(catalogue().addVersion(version("v", "p", 0))).isTrue();
        assertThat(
                        catalogue()
                                .addVersion(
                                        new Version(
                                                "x",
                                                "p",
                                                "name-v",
                                                "",
                                                "",
                                                at(1),
                                                Links.NONE,
                                                tags(),
                                                "")))
                .isFalse();
        assertThat(catalogue().addVersion(other)).isTrue();
        assertThat(catalogue().version("w")).isEqualTo(other);
    }

    /** What clients look for by name without regard to case must be one thing. */
    @Test
    void namesAreTakenWhateverTheirCase() {
        catalogue().addPipeline(pipeline("p", "One", 0), version("v", "p", 0));
        catalogue().addExperiment(experiment("e", "One", 0));
        Version again =
                new Version("w", "p", "NAME-V", "", "", at(1), Links.NONE, tags(), "another");

        assertThat(catalogue().addPipeline(pipeline("q", "oNE", 1), null)).isFalse();
        assertThat(catalogue().addVersion(again)).isFalse();
        assertThat(catalogue().addExperiment(experiment("f", "oNE", 1))).isFalse();
        assertThat(catalogue().pipelineNamed("", "ONE")).isEqualTo(pipeline("p", "One", 0));
        assertThat(catalogue().experimentNamed("", "one")).isEqualTo(experiment("e", "One", 0));
        assertThat(catalogue().addPipeline(pipeline("r", "O_e", 1), null)).isTrue();
        assertThat(catalogue().addPipeline(pipeline("s", "O!e", 1), null)).isTrue();
    }

    @Test
    void totalsFollowWhatComesAndGoes() {
        catalogue().addPipeline(pipeline("p", "one", 0), version("v1", "p", 1));
        catalogue().addPipeline(pipeline("q", "two", 0), version("w1", "q", 1));
        catalogue().addVersion(version("v2", "p", 2));
        catalogue().addVersion(version("v3", "p", 3));
        catalogue().addExperiment(experiment("e", "one", 0));
        catalogue().addExperiment(experiment("f", "two", 0));

        catalogue().removeVersion("v2");
        catalogue().removePipeline("q", true);
        catalogue().removeExperiment("e");

        assertThat(catalogue().versions("p", by("name", 1, null)).total()).isEqualTo(2);
        assertThat(catalogue().versions("q", by("name", 1, null)).total()).isZero();
        assertThat(catalogue().pipelines("", by("name", 1, null)).total()).isEqualTo(1);
        assertThat(catalogue().experiments("", by("name", 1, null)).total()).isEqualTo(1);
    }

    @Test
    void theNewestVersionIsTheLatest() {
        catalogue().addPipeline(pipeline("p", "one", 0), version("v1", "p", 1));
        catalogue().addVersion(version("v3", "p", 3));
        catalogue().addVersion(version("v2", "p", 2));

        assertThat(catalogue().latestVersion("p")).isEqualTo(version("v3", "p", 3));
        catalogue().removeVersion("v3");
        assertThat(catalogue().latestVersion("p")).isEqualTo(version("v2", "p", 2));
    }

    @Test
    void versionsAreListedWithoutTheirDocuments() {
        catalogue().addPipeline(pipeline("p", "one", 0), version("v1", "p", 1));
        catalogue().addVersion(version("v2", "p", 2));
        Page<Version> first = catalogue().versions("p", by("created_at", 1, null));
        Page<Version> second = catalogue().versions("p", by("created_at", 1, first.next()));

        assertThat(first.total()).isEqualTo(2);
        assertThat(first.items()).extracting(Version::id).containsExactly("v1");
        assertThat(first.items().getFirst().document()).isEmpty();
        assertThat(second.items()).extracting(Version::id).containsExactly("v2");
        assertThat(second.next()).isNull();
        assertThat(catalogue().versions("q", by("created_at", 1, null)).items()).isEmpty();
    }

    @Test
    void namesForPeopleAndTagsChangeAndNothingElseDoes() {
        catalogue().addPipeline(pipeline("p", "one", 0, "team", "a"), version("v", "p", 1));

        assertThat(catalogue().changePipeline("p", new Change("New", null))).isTrue();
        assertThat(catalogue().pipeline("p"))
                .isEqualTo(new Pipeline("p", "", "one", "New", "about", at(0), tags("team", "a")));
        assertThat(catalogue().changePipeline("p", new Change(null, tags("x", "y")))).isTrue();
        assertThat(catalogue().pipeline("p"))
                .isEqualTo(new Pipeline("p", "", "one", "New", "about", at(0), tags("x", "y")));
        assertThat(catalogue().changeVersion("v", new Change("W", tags("x", "")))).isTrue();
        Version changed = RunReadsContract.present(catalogue().version("v"));
        assertThat(changed.displayName()).isEqualTo("W");
        assertThat(changed.tags()).isEqualTo(tags("x", ""));
        assertThat(changed.document()).isEqualTo(version("v", "p", 1).document());
        assertThat(catalogue().changePipeline("v", new Change("N", tags("x", "y")))).isFalse();
        assertThat(catalogue().changeVersion("p", new Change("N", null))).isFalse();
    }

    @Test
    void aPipelineWithVersionsIsRemovedOnlyWithThem() {
        catalogue().addPipeline(pipeline("p", "one", 0), version("v1", "p", 1));

        assertThat(catalogue().removePipeline("p", false)).isEqualTo(Removal.HAS_VERSIONS);
        assertThat(catalogue().removePipeline("p", true)).isEqualTo(Removal.REMOVED);
        assertThat(catalogue().removePipeline("p", true)).isEqualTo(Removal.UNKNOWN);
        assertThat(catalogue().pipeline("p")).isNull();
        assertThat(catalogue().version("v1")).isNull();
    }

    @Test
    void aPipelineWithoutVersionsIsRemovedAndItsNameIsFree() {
        catalogue().addPipeline(pipeline("p", "one", 0, "team", "a"), version("v1", "p", 1));

        assertThat(catalogue().removeVersion("v1")).isTrue();
        assertThat(catalogue().removeVersion("v1")).isFalse();
        assertThat(catalogue().removePipeline("p", false)).isEqualTo(Removal.REMOVED);
        assertThat(catalogue().addPipeline(pipeline("p", "one", 0), null)).isTrue();
        assertThat(catalogue().pipeline("p")).isEqualTo(pipeline("p", "one", 0));
    }

    @Test
    void pipelinesAreListedByTagNameAndTime() {
        catalogue().addPipeline(pipeline("p1", "b", 1, "team", "a", "tier", "gold"), null);
        catalogue().addPipeline(pipeline("p2", "A", 2, "team", "a"), null);
        catalogue().addPipeline(pipeline("p3", "c", 3, "team", "A"), null);

        assertThat(list(by("name", 10, null))).containsExactly("p2", "p1", "p3");
        assertThat(list(by("created_at", 10, null, is("tags.team", "a"))))
                .containsExactly("p1", "p2");
        assertThat(list(by("name", 10, null, is("tags.team", "a"), is("tags.tier", "gold"))))
                .containsExactly("p1");
        assertThat(list(by("name", 10, null, is("tags.none", "a")))).isEmpty();
        assertThat(list(by("name", 10, null, is("pipeline_id", "p3")))).containsExactly("p3");
        assertThat(catalogue().pipelines("elsewhere", by("name", 10, null)).total()).isZero();
        assertThatThrownBy(() -> list(by("secret", 10, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list(by("tags.team", 10, null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> list(Request request) {
        Page<Pipeline> page = catalogue().pipelines("", request);
        assertThat(page.total()).isEqualTo(page.items().size());
        return page.items().stream().map(Pipeline::id).toList();
    }

    @Test
    void anExperimentIsFoundByIdAndName() {
        Experiment experiment = experiment("e", "one", 0);

        assertThat(catalogue().addExperiment(experiment)).isTrue();
        assertThat(catalogue().addExperiment(experiment("f", "one", 1))).isFalse();
        assertThat(catalogue().experiment("e")).isEqualTo(experiment);
        assertThat(catalogue().experimentNamed("", "one")).isEqualTo(experiment);
        assertThat(catalogue().experiment("f")).isNull();
        assertThat(catalogue().experimentNamed("elsewhere", "one")).isNull();
    }

    @Test
    void anExperimentKnowsItsLastRun() {
        catalogue().addExperiment(experiment("experiment", "one", 0));
        RunScript.of(journal(), epoch(), ContractPlans.chain(1), "r").start();

        assertThat(RunReadsContract.present(catalogue().experiment("experiment")).lastRunAt())
                .isEqualTo(RunScript.BEGIN);
    }

    @Test
    void archivingAnExperimentArchivesItsRunsAndRestoringItLeavesThem() {
        catalogue().addExperiment(experiment("experiment", "one", 0));
        RunScript run = RunScript.of(journal(), epoch(), ContractPlans.chain(1), "r");
        run.start();

        assertThat(catalogue().archiveExperiment("experiment", true)).isTrue();
        assertThat(RunReadsContract.present(catalogue().experiment("experiment")).archived())
                .isTrue();
        assertThat(RunReadsContract.present(reads().run(run.run())).archived()).isTrue();
        assertThat(archivedRuns()).isEqualTo(1);
        assertThat(catalogue().archiveExperiment("experiment", false)).isTrue();
        assertThat(RunReadsContract.present(reads().run(run.run())).archived()).isTrue();
        assertThat(catalogue().archiveExperiment("nobody", true)).isFalse();
    }

    private long archivedRuns() {
        return reads().runs("", null, by("created_at", 10, null, is("storage_state", "ARCHIVED")))
                .total();
    }

    @Test
    void removingAnExperimentLeavesItsRuns() {
        catalogue().addExperiment(experiment("experiment", "one", 0));
        RunScript run = RunScript.of(journal(), epoch(), ContractPlans.chain(1), "r");
        run.start();

        assertThat(catalogue().removeExperiment("experiment")).isTrue();
        assertThat(catalogue().removeExperiment("experiment")).isFalse();
        assertThat(reads().run(run.run())).isNotNull();
    }

    @Test
    void experimentsAreListedInPages() {
        for (int i = 0; i < 5; i++) {
            catalogue().addExperiment(experiment("e" + i, "name " + (4 - i), i));
        }
        catalogue().archiveExperiment("e0", true);
        Page<Experiment> first =
                catalogue().experiments("", by("name", 2, null, is("storage_state", "AVAILABLE")));
        Page<Experiment> second =
                catalogue()
                        .experiments(
                                "", by("name", 2, first.next(), is("storage_state", "AVAILABLE")));

        assertThat(first.items()).extracting(Experiment::id).containsExactly("e4", "e3");
        assertThat(second.items()).extracting(Experiment::id).containsExactly("e2", "e1");
        assertThat(second.next()).isNull();
        assertThat(second.total()).isEqualTo(4);
    }
}
