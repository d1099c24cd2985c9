package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few kills of what {@link ScheduleChaos} does at length. */
class ScheduleChaosTest {

    private static final int KILLS = 5;
    private static final long SEED = 20261124;

    @TempDir(factory = OutsideTmp.class)
    private Path folder;

    @Test
    void everyFireTimeStartsOneRunWhateverMomentTheServerIsKilled() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/var/tmp")), "needs a folder that steps can see");
        ScheduleChaos.Result result = new ScheduleChaos(folder, SEED, 1).live(KILLS);
        assertThat(result.problems()).isEmpty();
        assertThat(result.fired()).isGreaterThanOrEqualTo(KILLS);
    }
}
