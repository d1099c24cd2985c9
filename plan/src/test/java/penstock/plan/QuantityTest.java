package penstock.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0.5, 0.5",
        ".5, 0.5",
        "2., 2",
        "1.0, 1",
        "250m, 0.25",
        "5u, 0.000005",
        "7n, 0.000000007",
        "2k, 2000",
        "2K, 2000",
        "2Ki, 2048",
        "1.5M, 1500000",
        "1Mi, 1048576",
        "3G, 3000000000",
        "0.268435456G, 268435456",
        "1Gi, 1073741824",
        "1T, 1000000000000",
        "' 1Pi ', 1125899906842624",
        "1E, 1000000000000000000",
        "1e3, 1000",
        "12E-1, 1.2"
    })
    void quantitiesAreWrittenAsInKubernetes(String text, BigDecimal amount) {
        assertThat(Quantity.parse(text)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "much",
                "-1",
                "1 Gi",
                "1e99",
                "0x10",
                "9999999999999999",
                "1GB",
                ".",
                "NaN",
                "mi",
                "١"
            })
    void anythingElseIsNone(String text) {
        assertThat(Quantity.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "1000, 1000",
        "536870912, 512Mi",
        "1073741824, 1Gi",
        "1610612736, 1536Mi"
    })
    void memoryIsShownWithTheLargestSuffix(long bytes, String text) {
        assertThat(Quantity.ofBytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"500, 0.5", "2000, 2", "10000, 10", "1, 0.001"})
    void processorsAreShownAsNumbers(long milliCpus, String text) {
        assertThat(Quantity.ofMilliCpus(milliCpus)).isEqualTo(text);
    }
}
