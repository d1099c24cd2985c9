package penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;

class AdmissionTest {

    private static final long GIB = 1L << 30;

    private final List<String> started = new ArrayList<>();

    private Admission with(int slots, long milliCpus) {
        return new Admission(
                new Capacity(slots, milliCpus, GIB),
                order -> started.add(order.attempt().run() + "/" + order.taskKey()));
    }

    private static AttemptOrder order(String run, String task) {
        return Orders.of(run, task, "0");
    }

    private List<String> started() {
        List<String> some = List.copyOf(started);
        started.clear();
        return some;
    }

    @Test
    void runsTakeTurnsHoweverMuchOneOfThemWants() {
        Admission admission = with(1, 1000);
        for (int i = 0; i < 3; i++) {
            admission.add(order("a", "t" + i));
        }
        admission.add(order("b", "t0"));
        admission.add(order("c", "t0"));
        admission.end(order("a", "t0").attempt());
        admission.end(order("b", "t0").attempt());
        admission.end(order("c", "t0").attempt());
        admission.end(order("a", "t1").attempt());

        assertThat(started()).containsExactly("a/t0", "b/t0", "c/t0", "a/t1", "a/t2");
    }

    @Test
    void aStepThatDoesNotFitIsNotOvertaken() {
        Admission admission = with(9, 1000);
        admission.add(Orders.of("a", "small", "600m"));
        admission.add(Orders.of("b", "large", "500m"));
        admission.add(Orders.of("c", "tiny", "1m"));
        assertThat(started()).containsExactly("a/small");

        admission.end(Orders.of("a", "small", "600m").attempt());
        assertThat(started()).containsExactly("b/large", "c/tiny");
    }

    @Test
    void aStepThatAsksForMoreThanThereIsRunsAlone() {
        Admission admission = with(9, 1000);
        admission.add(Orders.of("a", "huge", "64"));
        admission.add(Orders.of("b", "tiny", "1m"));
        assertThat(started()).containsExactly("a/huge");

        admission.end(Orders.of("a", "huge", "64").attempt());
        assertThat(started()).containsExactly("b/tiny");
    }

    @Test
    void whatRanBeforeARestartIsLetInAtOnceAndCounts() {
        Admission admission = with(1, 1000);
        admission.addRunning(order("a", "old"));
        admission.addRunning(order("a", "older"));
        admission.add(order("b", "new"));
        assertThat(started()).containsExactly("a/old", "a/older");

        admission.end(order("a", "old").attempt());
        assertThat(started()).isEmpty();
        admission.end(order("a", "older").attempt());
        assertThat(started()).containsExactly("b/new");
    }

    @Test
    void anOrderIsLetInOnceUntilItsEndIsSettled() {
        Admission admission = with(5, 1000);
        AttemptOrder order = order("a", "t");
        admission.add(order);
        admission.add(order);
        assertThat(admission.end(order.attempt())).isTrue();
        assertThat(admission.end(order.attempt())).isFalse();
        admission.add(order);
        admission.addRunning(order);

        assertThat(started()).containsExactly("a/t");
        assertThat(admission.withdraw(order.attempt())).isEqualTo(Admission.Standing.ENDED);
    }

    @Test
    void withdrawingTellsWhetherItWasTooLate() {
        Admission admission = with(1, 1000);
        admission.add(order("a", "runs"));
        admission.add(order("a", "waits"));

        assertThat(admission.withdraw(order("a", "runs").attempt()))
                .isEqualTo(Admission.Standing.RUNNING);
        assertThat(admission.withdraw(order("a", "waits").attempt()))
                .isEqualTo(Admission.Standing.NOT_STARTED);
        admission.end(order("a", "runs").attempt());
        assertThat(started()).containsExactly("a/runs");
    }

    @Test
    void nothingOfARunThatIsWithheldParkedOrDroppedHasItsTurn() {
        Admission admission = with(1, 1000);
        admission.add(order("a", "runs"));
        admission.add(order("b", "waits"));
        admission.add(order("c", "waits"));
        admission.withhold(order("b", "").attempt().run());
        admission.park(order("b", "parked"));
        admission.drop(order("c", "").attempt().run());
        admission.end(order("a", "runs").attempt());

        assertThat(started()).containsExactly("a/runs");
    }
}
