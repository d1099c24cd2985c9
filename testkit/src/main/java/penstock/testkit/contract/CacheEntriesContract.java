package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import penstock.control.port.CacheEntries;
import penstock.control.port.CacheEntries.Entry;
import penstock.control.port.CacheEntries.FindOutcome;
import penstock.control.port.CacheEntries.FindOutcome.Found;
import penstock.control.port.CacheEntries.Question;
import penstock.control.port.CacheEntries.Selection;
import penstock.control.port.FingerprintPart;
import penstock.control.port.Journal;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.NewResult;
import penstock.engine.CacheNote;
import penstock.engine.CacheNote.Origin;
import penstock.engine.Command;
import penstock.engine.LookUp;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.engine.Try;
import penstock.plan.Plan;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;
import penstock.testkit.plans.TaskBuilder;

/** What {@link CacheEntries} promises, together with the {@link Journal} that writes them. */
public abstract class CacheEntriesContract {

    private static final String FIRST = "aa".repeat(32);
    private static final String SECOND = "bb".repeat(32);
    private static final List<FingerprintPart> PARTS =
            List.of(new FingerprintPart("image", "cc".repeat(32), "busybox"));

    /** The entries under test. */
    protected abstract CacheEntries entries();

    /** A journal of the same store. */
    protected abstract Journal journal();

    /** The current epoch of that store. */
    protected abstract long epoch();

    /** Removes an ended run. */
    protected abstract boolean remove(RunId run);

    private static Plan plan(String name) {
        return PlanBuilder.plan(name)
                .container("step", it -> {})
                .root(root -> root.task("a", "step", TaskBuilder::cached))
                .build();
    }

    private static Outputs outputs(String text) {
        SortedMap<String, Value> values = new TreeMap<>();
        values.put("text", new Value.Text(text));
        return new Outputs(values, new TreeMap<>());
    }

    private RunScript asking(String pipeline, String id) {
        RunScript script = RunScript.of(journal(), epoch(), plan(pipeline), id);
        assertThat(script.start()).isInstanceOf(AppendOutcome.Committed.class);
        return script;
    }

    private RunScript made(String pipeline, String id, String fingerprint, String text) {
        RunScript script = asking(pipeline, id);
        script.send(answer(script, miss(fingerprint)));
        Append batch = script.batch(script.succeeded("a", outputs(text)));
        script.append(with(batch, new NewResult(new TaskPath("a"), fingerprint, PARTS, true)));
        return script;
    }

    private static Append with(Append batch, NewResult result) {
        return new Append(
                batch.run(),
                batch.expectedSequence(),
                batch.epoch(),
                batch.creation(),
                batch.events(),
                batch.touched(),
                batch.progress(),
                batch.retried(),
                List.of(result));
    }

    private static LookUp miss(String fingerprint) {
        return new LookUp.Miss(
                new CacheNote(
                        CacheNote.Outcome.MISS,
                        fingerprint,
                        "unknown",
                        List.of(new CacheNote.Difference("image", "b", "a")),
                        null));
    }

    private static LookUp hit(String fingerprint, RunId origin, Outputs outputs) {
        return new LookUp.Hit(
                new CacheNote(
                        CacheNote.Outcome.HIT,
                        fingerprint,
                        "the same",
                        List.of(),
                        new Origin(origin, new TaskPath("a"))),
                outputs);
    }

    private static Command answer(RunScript script, LookUp answer) {
        var task = script.state().taskRun(new TaskPath("a"));
        if (task != null && task.current() instanceof Try.Asking(var next)) {
            return new Command.AnswerLookUp(RunScript.BEGIN.plusSeconds(5), next, answer);
        }
        throw new IllegalStateException("nothing is asked");
    }

    private Found find(RunScript asker, String pipeline, String fingerprint, String source) {
        @Nullable RunId from = source.isEmpty() ? null : new RunId(source);
        Question question =
                new Question(asker.run(), pipeline, fingerprint, "step", "a", from, true);
        return find(question);
    }

    private Found find(Question question) {
        CompletableFuture<FindOutcome> answer = new CompletableFuture<>();
        entries().find(question, answer::complete);
        FindOutcome outcome = RunScript.await(answer);
        assertThat(outcome).isInstanceOf(Found.class);
        return (Found) outcome;
    }

    private static @Nullable Outputs given(CacheEntries.@Nullable Result result) {
        return result == null ? null : result.outputs();
    }

    @Test
    void aResultIsFoundByItsFingerprintOnceItsSuccessIsCommitted() {
        RunScript maker = asking("p", "r1");
        assertThat(find(maker, "p", FIRST, "").candidates()).isEmpty();
        made("p", "r2", FIRST, "made");

        Found found = find(maker, "p", FIRST, "");
        assertThat(found.candidates()).hasSize(1);
        assertThat(found.candidates().getFirst().origin())
                .isEqualTo(new Origin(new RunId("r2"), new TaskPath("a")));
        assertThat(found.candidates().getFirst().outputs()).isEqualTo(outputs("made"));
        assertThat(found.candidates().getFirst().parts()).isEqualTo(PARTS);
        assertThat(found.nearest()).isNull();
    }

    @Test
    void theNewestResultComesFirst() {
        made("p", "r1", FIRST, "old");
        RunScript newer = made("p", "r2", FIRST, "new");
        assertThat(find(newer, "p", FIRST, "").candidates())
                .extracting(result -> result.outputs())
                .containsExactly(outputs("new"), outputs("old"));
    }

    @Test
    void resultsOfAnotherPipelineDoNotCount() {
        RunScript maker = made("p", "r1", FIRST, "made");
        assertThat(find(maker, "q", FIRST, "").candidates()).isEmpty();
        assertThat(find(maker, "q", FIRST, "").nearest()).isNull();
    }

    @Test
    void withoutACandidateTheNearestIsToldWithItsParts() {
        RunScript maker = made("p", "r1", FIRST, "made");
        Found found = find(maker, "p", SECOND, "");
        assertThat(found.candidates()).isEmpty();
        assertThat(found.nearest())
                .isNotNull()
                .extracting(CacheEntries.Result::parts)
                .isEqualTo(PARTS);
    }

    @Test
    void aSucceededTaskOfTheSourceRunIsReusable() {
        RunScript maker = made("p", "r1", FIRST, "made");
        assertThat(given(find(maker, "q", FIRST, "r1").reusable())).isEqualTo(outputs("made"));
        assertThat(find(maker, "q", SECOND, "r1").reusable()).isNull();
        assertThat(find(maker, "q", FIRST, "r2").reusable()).isNull();
    }

    @Test
    void aTaskThatTookAResultIsReusableToo() {
        RunScript maker = made("p", "r1", FIRST, "made");
        RunScript taker = asking("p", "r2");
        taker.send(answer(taker, hit(FIRST, maker.run(), outputs("made"))));
        assertThat(taker.state().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(given(find(maker, "p", FIRST, "r2").reusable())).isEqualTo(outputs("made"));
    }

    @Test
    void aHitIsCountedAndMakesNoEntry() {
        RunScript maker = made("p", "r1", FIRST, "made");
        RunScript taker = asking("p", "r2");
        taker.send(answer(taker, hit(FIRST, maker.run(), outputs("made"))));

        List<Entry> listed = entries().list(Selection.ALL, 0, 10).entries();
        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().hits()).isEqualTo(1);
        assertThat(listed.getFirst().lastHitAt()).isNotNull();
        assertThat(listed.getFirst().path()).isEqualTo("a");
        assertThat(listed.getFirst().component()).isEqualTo("step");
    }

    @Test
    void anEntryOutlivesItsRunAndKeepsLargeValues() {
        String large = "0123456789".repeat(2_000);
        RunScript maker = made("p", "r1", FIRST, large);
        RunScript other = asking("p", "r2");
        assertThat(remove(maker.run())).isTrue();
        assertThat(find(other, "p", FIRST, "").candidates().getFirst().outputs())
                .isEqualTo(outputs(large));
    }

    @Test
    void revokedEntriesAreGone() {
        RunScript first = made("p", "r1", FIRST, "one");
        made("p", "r2", FIRST, "two");
        made("q", "r3", FIRST, "three");
        List<Entry> all = new ArrayList<>(entries().list(Selection.ALL, 0, 10).entries());
        assertThat(all).extracting(entry -> entry.run().value()).containsExactly("r3", "r2", "r1");

        assertThat(entries().revoke(all.get(1).number())).isTrue();
        assertThat(entries().revoke(all.get(1).number())).isFalse();
        assertThat(find(first, "p", FIRST, "").candidates()).hasSize(1);
        assertThat(entries().revoke(new Selection(null, first.run(), null))).isEqualTo(1);
        assertThat(entries().revoke(new Selection("p", null, null))).isZero();
        assertThat(entries().revoke(Selection.ALL)).isEqualTo(1);
        assertThat(entries().list(Selection.ALL, 0, 10).total()).isZero();
    }

    @Test
    void theEntryOfATaskRunIsFoundWhileItIsThere() {
        RunScript maker = made("p", "r1", FIRST, "one");
        RunScript asker = made("p", "r2", FIRST, "two");
        Origin origin = new Origin(maker.run(), new TaskPath("a"));

        Entry entry = entries().madeBy(asker.run(), "p", FIRST, origin);
        assertThat(entry).isNotNull().extracting(Entry::run).isEqualTo(maker.run());
        assertThat(entries().madeBy(asker.run(), "p", SECOND, origin)).isNull();
        assertThat(entries().madeBy(asker.run(), "q", FIRST, origin)).isNull();
        assertThat(entries().revoke(new Selection(null, maker.run(), null))).isEqualTo(1);
        assertThat(entries().madeBy(asker.run(), "p", FIRST, origin)).isNull();
    }

    @Test
    void listsAreFilteredAndPaged() {
        for (int i = 0; i < 5; i++) {
            made("p", "r" + i, FIRST, "text " + i);
        }
        made("other", "o", SECOND, "text");
        assertThat(entries().list(new Selection("p", null, null), 0, 2).total()).isEqualTo(5);
        assertThat(entries().list(new Selection("p", null, null), 4, 2).entries())
                .extracting(entry -> entry.run().value())
                .containsExactly("r0");
        assertThat(entries().list(new Selection(null, null, "OTH"), 0, 9).total()).isEqualTo(1);
    }

    @Test
    void manyQuestionsAtOnceAreAllAnswered() {
        RunScript maker = made("p", "r1", FIRST, "made");
        List<CompletableFuture<FindOutcome>> answers = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            CompletableFuture<FindOutcome> answer = new CompletableFuture<>();
            answers.add(answer);
            entries()
                    .find(
                            new Question(maker.run(), "p", FIRST, "step", "a", null, true),
                            answer::complete);
        }
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(RunScript.await(answer)).isInstanceOf(Found.class));
    }
}
