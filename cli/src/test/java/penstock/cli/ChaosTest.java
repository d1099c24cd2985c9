package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few rounds of what {@link Chaos} does at length. */
class ChaosTest {

    private static final int ROUNDS = 4;
    private static final long SEED = 20261123;

    @TempDir(factory = OutsideTmp.class)
    private Path folder;

    @Test
    void everyRunEndsRightAndNoStepRunsTwiceWhateverMomentTheServerIsKilled() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/var/tmp")), "needs a folder that steps can see");
        Chaos chaos = new Chaos(folder, SEED);
        for (int round = 1; round <= ROUNDS; round++) {
            assertThat(chaos.round(round).problems()).as("round %d", round).isEmpty();
        }
    }
}
