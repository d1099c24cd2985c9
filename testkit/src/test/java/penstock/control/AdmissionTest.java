package penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;

class AdmissionTest {

    private static final long GIB = 1L << 30;

    private final List<String> started = new ArrayList<>();

    private Capacity machine = new Capacity(1, 1, 1);

    private Admission with(int slots, long milliCpus) {
        return on(new Capacity(slots, milliCpus, GIB));
    }

    private Admission on(Capacity capacity) {
        machine = capacity;
        return new Admission(
                capacity, order -> started.add(order.attempt().run() + "/" + order.taskKey()));
    }

    private void add(Admission admission, AttemptOrder order) {
        admission.add(order, demand(order));
    }

    private void addRunning(Admission admission, AttemptOrder order) {
        admission.addRunning(order, demand(order));
    }

    private Demand demand(AttemptOrder order) {
        return ((Share.Given) Share.of(order, machine)).demand();
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
            add(admission, order("a", "t" + i));
        }
        add(admission, order("b", "t0"));
        add(admission, order("c", "t0"));
        admission.end(order("a", "t0").attempt());
        admission.end(order("b", "t0").attempt());
        admission.end(order("c", "t0").attempt());
        admission.end(order("a", "t1").attempt());

        assertThat(started()).containsExactly("a/t0", "b/t0", "c/t0", "a/t1", "a/t2");
    }

    @Test
    void aStepThatDoesNotFitIsNotOvertaken() {
        Admission admission = with(9, 1000);
        add(admission, Orders.of("a", "small", "600m"));
        add(admission, Orders.of("b", "large", "500m"));
        add(admission, Orders.of("c", "tiny", "1m"));
        assertThat(started()).containsExactly("a/small");

        admission.end(Orders.of("a", "small", "600m").attempt());
        assertThat(started()).containsExactly("b/large", "c/tiny");
    }

    @Test
    void aStepThatAsksForMoreThanThereIsRunsAlone() {
        Admission admission = with(9, 1000);
        add(admission, Orders.of("a", "huge", "64"));
        add(admission, Orders.of("b", "tiny", "1m"));
        assertThat(started()).containsExactly("a/huge");

        admission.end(Orders.of("a", "huge", "64").attempt());
        assertThat(started()).containsExactly("b/tiny");
    }

    @Test
    void whatRanBeforeARestartIsLetInAtOnceAndCounts() {
        Admission admission = with(1, 1000);
        addRunning(admission, order("a", "old"));
        addRunning(admission, order("a", "older"));
        add(admission, order("b", "new"));
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
        add(admission, order);
        add(admission, order);
        assertThat(admission.end(order.attempt())).isTrue();
        assertThat(admission.end(order.attempt())).isFalse();
        add(admission, order);
        addRunning(admission, order);

        assertThat(started()).containsExactly("a/t");
        assertThat(admission.withdraw(order.attempt())).isEqualTo(Admission.Standing.ENDED);
    }

    @Test
    void withdrawingTellsWhetherItWasTooLate() {
        Admission admission = with(1, 1000);
        add(admission, order("a", "runs"));
        add(admission, order("a", "waits"));

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
        add(admission, order("a", "runs"));
        add(admission, order("b", "waits"));
        add(admission, order("c", "waits"));
        admission.withhold(order("b", "").attempt().run());
        admission.park(order("b", "parked"));
        admission.drop(order("c", "").attempt().run());
        admission.end(order("a", "runs").attempt());

        assertThat(started()).containsExactly("a/runs");
    }

    @Test
    void whoAsksForNothingOfWhatIsShortGoesOn() {
        Admission admission = on(new Capacity(9, 4000, GIB, 1, false));
        add(admission, Orders.withGpus("a", "first", "1"));
        add(admission, Orders.withGpus("a", "second", "1"));
        add(admission, Orders.of("a", "beside", "1"));
        add(admission, Orders.of("b", "beside", "1"));
        add(admission, Orders.of("c", "modest", ""));
        assertThat(started()).containsExactly("a/first", "a/beside", "b/beside", "c/modest");

        admission.end(Orders.withGpus("a", "first", "1").attempt());
        assertThat(started()).containsExactly("a/second");
    }

    @Test
    void aLargeStepIsNotStarvedBySmallOnes() {
        Admission admission = with(99, 4000);
        for (int i = 0; i < 4; i++) {
            add(admission, Orders.of("small", "t" + i, "1"));
        }
        add(admission, Orders.of("large", "t", "4"));
        for (int i = 4; i < 50; i++) {
            add(admission, Orders.of("small", "t" + i, "1"));
        }
        started();
        for (int i = 0; i < 3; i++) {
            admission.end(Orders.of("small", "t" + i, "1").attempt());
            assertThat(started()).isEmpty();
        }
        admission.end(Orders.of("small", "t3", "1").attempt());

        assertThat(started()).containsExactly("large/t");
    }

    @Test
    void twoThatLackDifferentThingsBothKeepTheirPlace() {
        Admission admission = on(new Capacity(99, 4000, GIB, 2, false));
        add(admission, Orders.withGpus("a", "gpu", "1"));
        add(admission, Orders.of("a", "cpu", "1"));
        add(admission, Orders.withGpus("b", "gpus", "2"));
        add(admission, Orders.of("c", "cpus", "4"));
        for (int i = 0; i < 5; i++) {
            add(admission, Orders.withGpus("d", "gpu" + i, "1"));
            add(admission, Orders.of("d", "cpu" + i, "1"));
        }
        assertThat(started()).containsExactly("a/gpu", "a/cpu");

        admission.end(Orders.of("a", "cpu", "1").attempt());
        assertThat(started()).containsExactly("c/cpus");
        admission.end(Orders.withGpus("a", "gpu", "1").attempt());
        assertThat(started()).containsExactly("b/gpus");
    }

    @Test
    void whoWaitsBehindOneThatIsWithdrawnGoesOnAtOnce() {
        Admission admission = with(9, 1000);
        add(admission, Orders.of("a", "small", "600m"));
        add(admission, Orders.of("b", "large", "1"));
        add(admission, Orders.of("c", "tiny", "100m"));
        started();

        admission.withdraw(Orders.of("b", "large", "1").attempt());

        assertThat(started()).containsExactly("c/tiny");
    }
}
