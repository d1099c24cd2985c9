package penstock.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulatedWorldTest {

    private static final int WORLDS = 10_000;

    @Test
    void everyInvariantHoldsInEveryWorld() {
        WorldsReport report = SimulatedWorld.runMany(WORLDS);

        System.out.println(report.text());
        assertThat(report.worlds()).hasSize(WORLDS);
        assertThat(report.medianEvents()).isGreaterThanOrEqualTo(200);
        assertThat(report.medianCrashes()).isGreaterThanOrEqualTo(2);
        for (CrashTable.Kind kind : CrashTable.Kind.values()) {
            for (CrashTable.Point point : CrashTable.Point.values()) {
                assertThat(report.table().hits(kind, point))
                        .as("deaths with a %s that was %s", kind, point)
                        .isPositive();
            }
        }
    }
}
