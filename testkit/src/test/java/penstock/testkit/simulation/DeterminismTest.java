package penstock.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.testkit.Simulate;

class DeterminismTest {

    @Test
    void oneSeedTwiceGivesOneLog() {
        for (long seed = 1; seed <= 60; seed++) {
            assertThat(log(seed)).as("seed %d", seed).isEqualTo(log(seed));
        }
    }

    @Test
    void anotherSeedGivesAnotherLog() {
        assertThat(log(1)).isNotEqualTo(log(2));
    }

    /** Another JVM, with other identity hashes and another compiler. */
    @ParameterizedTest
    @ValueSource(longs = {0x1, 0x2a, 0x7f})
    void anotherJvmGivesTheSameLog(long seed) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other =
                new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UnlockExperimentalVMOptions",
                                "-XX:hashCode=2",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Simulate.class.getName(),
                                "0x" + Long.toHexString(seed))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String written = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(other.waitFor()).isZero();
        assertThat(written).isEqualTo(log(seed));
    }

    private static String log(long seed) {
        List<String> lines = new ArrayList<>();
        SimulatedWorld.run(seed, Wiring.RIGHT, lines::add);
        assertThat(lines).hasSizeGreaterThan(50);
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
