package penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemandTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0.5, 0.5",
        "250m, 0.25",
        "2k, 2000",
        "2K, 2000",
        "2Ki, 2048",
        "1.5M, 1500000",
        "1Mi, 1048576",
        "3G, 3000000000",
        "1Gi, 1073741824",
        "1T, 1000000000000",
        "' 1Pi ', 1125899906842624",
        "1E, 1000000000000000000"
    })
    void quantitiesAreWrittenAsInKubernetes(String text, BigDecimal amount) {
        assertThat(Demand.parse(text)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "-1", "1 Gi", "1e99", "0x10", "9999999999999999"})
    void whatIsNoQuantityAsksForNothing(String text) {
        assertThat(Demand.parse(text)).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"100m, 100", "2, 2000", "64, 4000"})
    void aDemandIsCappedToTheMachine(String cpu, long milliCpus) {
        Capacity machine = new Capacity(1, 4000, 1L << 30);

        assertThat(Demand.of(Orders.of("a", "t", cpu), machine))
                .isEqualTo(new Demand(milliCpus, 1 << 20));
    }
}
