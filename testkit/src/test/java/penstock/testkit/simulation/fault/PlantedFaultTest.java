package penstock.testkit.simulation.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedFaultTest {

    /** Generous: most are found in the first worlds. */
    private static final int WORLDS = 300;

    static List<PlantedFault> faults() {
        return PlantedFault.all();
    }

    @Test
    void thereAreManyFaults() {
        assertThat(faults()).hasSizeGreaterThan(12);
        assertThat(faults()).extracting(PlantedFault::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultIsFound(PlantedFault fault) {
        PlantedFault.Found found = fault.find(WORLDS);

        System.out.println(fault.line(found));
        assertThat(found).as("how '%s' was found", fault.name()).isNotNull();
    }
}
