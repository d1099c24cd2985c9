package penstock.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.testkit.contract.RunScript.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import penstock.control.port.Journal;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.LoadOutcome;
import penstock.control.port.Journal.UnfinishedOutcome;
import penstock.engine.AttemptFacts;
import penstock.engine.AttemptResult;
import penstock.engine.Event;
import penstock.engine.Graph;
import penstock.engine.Outputs;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.engine.TaskPath;
import penstock.engine.TaskRun;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.plan.Value;

/** What every {@link Journal} does. */
public abstract class JournalContract {

    /** The journal under test, empty before each test. */
    protected abstract Journal journal();

    /** The ownership epoch at which the journal accepts batches. */
    protected abstract long epoch();

    private RunScript script(String id, Plan plan) {
        return RunScript.of(journal(), epoch(), plan, id);
    }

    @Test
    void aRunIsReadBackAsItWasWritten() {
        RunScript script = script("r", ContractPlans.nested());
        script.start();
        List<Event> written = new ArrayList<>(events(script));
        Append batch = script.batch(script.succeeded("first"));
        script.append(batch);
        written.addAll(batch.events());

        assertThat(script.load())
                .isEqualTo(
                        new LoadOutcome.Loaded(
                                script.state().header(), ContractPlans.nested(), written));
        assertThat(written).hasSize((int) script.sequence());
    }

    @Test
    void theEventsReadBackFoldToTheStateThatWasCommitted() {
        RunScript script = script("r", ContractPlans.nested());
        script.start();
        script.send(script.started("first", AttemptFacts.NONE), script.succeeded("first"));
        script.send(script.failed("inner/bad"));
        script.send(script.cancel());

        assertThat(tasks(fold(script))).isEqualTo(tasks(script.state()));
        assertThat(fold(script).progress()).isEqualTo(script.state().progress());
        assertThat(fold(script).dueEffects()).isEqualTo(script.state().dueEffects());
    }

    @Test
    void aRunNobodyCreatedIsMissing() {
        assertThat(script("nobody", ContractPlans.chain(1)).load())
                .isEqualTo(new LoadOutcome.Missing());
    }

    @Test
    void aBatchBehindAnUnknownSequenceIsFenced() {
        RunScript script = script("r", ContractPlans.chain(2));
        script.start();
        Append batch = script.batch(script.succeeded("s0"));
        script.append(batch);

        assertThat(script.append(batch)).isInstanceOf(AppendOutcome.Fenced.class);
        assertThat(events(script)).hasSize((int) script.sequence());
    }

    @Test
    void aBatchOfAnotherEpochIsFenced() {
        RunScript script = script("r", ContractPlans.chain(1));
        script.start();
        RunScript stranger =
                RunScript.of(journal(), epoch() + 1, ContractPlans.chain(1), "stranger");

        assertThat(stranger.start()).isInstanceOf(AppendOutcome.Fenced.class);
        assertThat(stranger.load()).isEqualTo(new LoadOutcome.Missing());
    }

    @Test
    void aRunIsCreatedOnce() {
        RunScript first = script("r", ContractPlans.chain(1));
        first.start();

        assertThat(script("r", ContractPlans.chain(2)).start())
                .isInstanceOf(AppendOutcome.Fenced.class);
        assertThat(first.load())
                .isInstanceOfSatisfying(
                        LoadOutcome.Loaded.class,
                        loaded -> assertThat(loaded.plan()).isEqualTo(ContractPlans.chain(1)));
    }

    @Test
    void aBatchWithoutItsRunIsFenced() {
        RunScript script = script("r", ContractPlans.chain(1));
        Append whole = script.batch(script.cancel());
        Append orphan =
                new Append(
                        whole.run(),
                        0,
                        epoch(),
                        null,
                        whole.events(),
                        whole.touched(),
                        whole.progress(),
                        false);

        assertThat(script.append(orphan)).isInstanceOf(AppendOutcome.Fenced.class);
    }

    @Test
    void valuesComeBackWhateverTheirKindAndSize() {
        SortedMap<String, Value> odd = oddValues();
        RunScript script =
                new RunScript(
                        journal(),
                        epoch(),
                        ContractPlans.chain(1),
                        RunScript.header("r", RunScript.BEGIN, odd),
                        RunScript.origin("experiment"));
        script.start();
        Append batch =
                script.batch(
                        script.succeeded("s0", new Outputs(odd, Collections.emptySortedMap())));
        script.append(batch);

        assertThat(script.load())
                .isInstanceOfSatisfying(
                        LoadOutcome.Loaded.class,
                        loaded -> {
                            assertThat(loaded.header().parameters()).isEqualTo(odd);
                            assertThat(loaded.events()).containsAll(batch.events());
                        });
    }

    @Test
    void namesOfRunsComeBackWhateverTheirCharacters() {
        RunHeader plain = RunScript.header("r", RunScript.BEGIN, Collections.emptySortedMap());
        RunHeader odd =
                new RunHeader(
                        plain.run(),
                        "a\u0000b \n € 🚀 '\"; --",
                        "späße",
                        "minio://b/ü%20?#",
                        plain.createdAt(),
                        plain.scheduledAt().minusNanos(1),
                        plain.parameters());
        RunScript script =
                new RunScript(
                        journal(),
                        epoch(),
                        ContractPlans.chain(1),
                        odd,
                        RunScript.origin("experiment"));
        script.start();

        assertThat(script.load())
                .isInstanceOfSatisfying(
                        LoadOutcome.Loaded.class,
                        loaded -> assertThat(loaded.header()).isEqualTo(odd));
    }

    private static SortedMap<String, Value> oddValues() {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("", Value.NULL);
        fields.put("kept", new Value.Text("{\"kept\": 1}"));
        SortedMap<String, Value> values = new TreeMap<>();
        values.put("nothing", Value.NULL);
        values.put("whole", new Value.Int(Long.MIN_VALUE));
        values.put("whole real", new Value.Real(1));
        values.put("minus zero", new Value.Real(-0.0));
        values.put("tiny", new Value.Real(Double.MIN_VALUE));
        values.put("huge", new Value.Real(Double.MAX_VALUE));
        values.put("text", new Value.Text("\u0000 \"\\\n\t € 日本 🚀 \ud83d unpaired \uffff"));
        values.put("list", new Value.Items(List.of(new Value.Bool(true), Value.EMPTY_STRUCT)));
        values.put("struct", new Value.Struct(fields));
        values.put("large", new Value.Text("€".repeat(100_000)));
        values.put("large list", new Value.Items(Collections.nCopies(5_000, new Value.Int(7))));
        values.put("deep", deep(900));
        values.put(
                "large key",
                new Value.Struct(new TreeMap<>(Map.of("k".repeat(90_000), Value.NULL))));
        values.put("at the edge", new Value.Text("x".repeat(4_094)));
        return values;
    }

    private static Value deep(int levels) {
        Value value = new Value.Int(1);
        for (int i = 0; i < levels; i++) {
            value = new Value.Items(List.of(value));
        }
        return value;
    }

    @Test
    void largeArtifactListsAndEnvironmentsComeBack() {
        RunScript script = script("r", ContractPlans.chain(1));
        script.start();
        AttemptFacts facts =
                new AttemptFacts(
                        List.of("a note", ""),
                        new TreeMap<>(Map.of("PATH", "/bin", "LONG", "y".repeat(9_000))));
        Append batch =
                script.batch(
                        script.started("s0", facts),
                        script.succeeded("s0", Samples.models(1, 300)));
        script.append(batch);

        assertThat(events(script)).containsAll(batch.events());
    }

    @Test
    void failuresOfEveryKindComeBack() {
        RunScript script = script("r", ContractPlans.fanOut(3));
        script.start();
        List<Event> written = new ArrayList<>();
        for (Append batch :
                List.of(
                        script.batch(script.report("s0", new AttemptResult.Lost("it vanished"))),
                        script.batch(script.report("s1", new AttemptResult.Stopped())),
                        script.batch(
                                script.report(
                                        "s2",
                                        new AttemptResult.Failed(
                                                Problem.of(ErrorCode.STEP_KILLED, "signal 9"),
                                                null,
                                                false))))) {
            Append next = at(batch, script.sequence());
            assertThat(script.append(next)).isEqualTo(new AppendOutcome.Committed());
            written.addAll(next.events());
        }

        assertThat(events(script)).containsAll(written);
    }

    @Test
    void aBatchOfThousandsOfEventsIsOneCommit() {
        RunScript script = script("r", ContractPlans.fanOut(1_500));

        assertThat(script.start()).isEqualTo(new AppendOutcome.Committed());
        assertThat(events(script)).hasSizeGreaterThan(3_000).hasSize((int) script.sequence());
    }

    @Test
    void unfinishedRunsAreFoundThoseWithLiveAttemptsFirst() {
        RunScript idle = later("idle", 0);
        idle.start();
        idle.send(idle.succeeded("s0"));
        RunScript old = later("old", 1);
        old.append(withoutStart(old));
        RunScript live = later("live", 2);
        live.start();
        RunScript livelier = later("livelier", 3);
        livelier.start();

        assertThat(unfinished())
                .containsExactly(new RunId("live"), new RunId("livelier"), new RunId("old"));
    }

    /** Created, nothing scheduled. */
    private static Append withoutStart(RunScript script) {
        Append start = script.batch(script.cancel());
        return new Append(
                start.run(),
                0,
                start.epoch(),
                start.creation(),
                List.of(),
                List.of(),
                script.state().progress(),
                false);
    }

    private RunScript later(String id, int seconds) {
        return new RunScript(
                journal(),
                epoch(),
                ContractPlans.chain(1),
                RunScript.header(
                        id,
                        RunScript.BEGIN.plus(Duration.ofSeconds(seconds)),
                        Collections.emptySortedMap()),
                RunScript.origin("experiment"));
    }

    @Test
    void aRunSetAsideIsStillThere() {
        RunScript script = script("r", ContractPlans.chain(1));
        script.start();
        journal().quarantine(script.run(), Problem.of(ErrorCode.QUARANTINED, "it surprised us"));

        assertThat(events(script)).hasSize((int) script.sequence());
        assertThat(unfinished()).containsExactly(script.run());
        assertThat(script.send(script.succeeded("s0"))).isEqualTo(new AppendOutcome.Committed());
    }

    @Test
    void batchesOfManyRunsCommitSideBySideAndAFencedOneSpoilsNone() {
        int runs = 40;
        List<CompletableFuture<AppendOutcome>> outcomes = new ArrayList<>();
        List<RunScript> scripts = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            RunScript script = script("r" + i, ContractPlans.chain(3));
            scripts.add(script);
            outcomes.add(post(script, script.batch(script.begin())));
            outcomes.add(post(script, script.batch(script.succeeded("s0"))));
            Append wrong = at(script.batch(script.succeeded("s1")), 1);
            outcomes.add(posted(wrong));
        }

        for (int i = 0; i < runs; i++) {
            assertThat(await(outcomes.get(3 * i))).isEqualTo(new AppendOutcome.Committed());
            assertThat(await(outcomes.get(3 * i + 1))).isEqualTo(new AppendOutcome.Committed());
            assertThat(await(outcomes.get(3 * i + 2))).isInstanceOf(AppendOutcome.Fenced.class);
            assertThat(events(scripts.get(i))).hasSize((int) scripts.get(i).sequence());
        }
    }

    private CompletableFuture<AppendOutcome> post(RunScript script, Append batch) {
        CompletableFuture<AppendOutcome> outcome = new CompletableFuture<>();
        script.post(batch, outcome::complete);
        return outcome;
    }

    private CompletableFuture<AppendOutcome> posted(Append batch) {
        CompletableFuture<AppendOutcome> outcome = new CompletableFuture<>();
        journal().append(batch, outcome::complete);
        return outcome;
    }

    private static Append at(Append batch, long sequence) {
        return new Append(
                batch.run(),
                sequence,
                batch.epoch(),
                batch.creation(),
                batch.events(),
                batch.touched(),
                batch.progress(),
                batch.retried());
    }

    private static RunState fold(RunScript script) {
        RunState state =
                RunState.initial(script.state().header(), Graph.of(ContractPlans.nested()));
        for (Event event : events(script)) {
            state = state.apply(event);
        }
        return state;
    }

    private static SortedMap<TaskPath, TaskRun> tasks(RunState state) {
        SortedMap<TaskPath, TaskRun> tasks = new TreeMap<>();
        state.taskRuns().forEach(entry -> tasks.put(entry.getKey(), entry.getValue()));
        return tasks;
    }

    private static List<Event> events(RunScript script) {
        LoadOutcome outcome = script.load();
        assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
        return ((LoadOutcome.Loaded) outcome).events();
    }

    private List<RunId> unfinished() {
        CompletableFuture<UnfinishedOutcome> done = new CompletableFuture<>();
        journal().unfinished(done::complete);
        UnfinishedOutcome outcome = await(done);
        assertThat(outcome).isInstanceOf(UnfinishedOutcome.Found.class);
        return ((UnfinishedOutcome.Found) outcome).runs();
    }
}
