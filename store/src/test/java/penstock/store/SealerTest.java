package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.LoadOutcome;
import penstock.engine.Command;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

class SealerTest {

    private static final Instant LATER = RunScript.BEGIN.plus(Duration.ofDays(1));

    @RegisterExtension final OpenStore opened = new OpenStore();

    private RunScript script(String id, int width) {
        return RunScript.of(
                opened.store().journal(), opened.store().epoch(), ContractPlans.fanOut(width), id);
    }

    /** Fails in its first step, everything else done. */
    private RunScript failed(String id, int width) {
        RunScript script = script(id, width);
        script.start();
        Command[] reports = new Command[width];
        reports[0] = script.failed("s0");
        for (int i = 1; i < width; i++) {
            reports[i] = script.succeeded("s" + i);
        }
        script.send(reports);
        assertThat(script.state().phase()).isEqualTo(Phase.FAILED);
        return script;
    }

    private long count(String what) {
        return opened.store().readers().call(session -> session.number("SELECT " + what));
    }

    private int seal() {
        return opened.store().sealer().sealEndedBefore(LATER);
    }

    @Test
    void aSealedJournalIsReadAsBeforeAndTakesLessRoom() {
        RunScript script = failed("r", 300);
        LoadOutcome before = script.load();
        long bytes = count("SUM(LENGTH(body)) FROM run_events");

        assertThat(seal()).isEqualTo(1);
        assertThat(script.load()).isEqualTo(before);
        assertThat(count("COUNT(*) FROM run_events")).isZero();
        assertThat(count("SUM(LENGTH(body)) FROM sealed_events")).isLessThan(bytes / 4);
        assertThat(seal()).isZero();
    }

    @Test
    void aLongJournalIsSealedInStretches() {
        RunScript script = failed("r", Sealer.STRETCH / 2);
        LoadOutcome before = script.load();
        long stretches = (script.sequence() + Sealer.STRETCH - 1) / Sealer.STRETCH;

        assertThat(seal()).isEqualTo((int) stretches).isGreaterThan(1);
        assertThat(script.load()).isEqualTo(before);
    }

    @Test
    void runsThatHaveNotEndedOrEndedLatelyAreLeft() {
        RunScript running = script("running", 2);
        running.start();
        RunScript lately = failed("lately", 2);

        assertThat(opened.store().sealer().sealEndedBefore(RunScript.BEGIN)).isZero();
        assertThat(count("COUNT(*) FROM run_events"))
                .isEqualTo(running.sequence() + lately.sequence());
    }

    @Test
    void aRetriedRunGoesOnBehindWhatIsSealedAndIsSealedAgain() {
        RunScript script = failed("r", 3);
        seal();

        assertThat(script.send(script.retry())).isEqualTo(new AppendOutcome.Committed());
        assertThat(seal()).as("while it runs").isZero();
        script.send(script.succeeded("s0"));
        assertThat(script.state().phase()).isEqualTo(Phase.SUCCEEDED);
        LoadOutcome before = script.load();
        assertThat(seal()).isEqualTo(1);
        assertThat(script.load()).isEqualTo(before);
        assertThat(before)
                .isInstanceOfSatisfying(
                        LoadOutcome.Loaded.class,
                        loaded -> assertThat(loaded.events()).hasSize((int) script.sequence()));
    }

    @Test
    void aRemovedRunLeavesNothingSealed() {
        RunScript script = failed("r", 3);
        seal();
        opened.store().runReads().remove(new RunId("r"));
        while (count("COUNT(*) FROM purges") > 0) {
            opened.store().writer().<Long>call(session -> session.number("SELECT 1"));
        }

        assertThat(count("COUNT(*) FROM sealed_events")).isZero();
        assertThat(script.load()).isEqualTo(new LoadOutcome.Missing());
    }

    @Test
    void anotherFormatIsUnreadable() {
        RunScript script = failed("r", 3);
        seal();
        opened.store()
                .writer()
                .<Integer>call(session -> session.update("UPDATE sealed_events SET body = x'02'"));

        assertThat(script.load()).isInstanceOf(LoadOutcome.Unreadable.class);
    }
}
