package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No byte that a live reference names is ever deleted, and nothing else stays for ever. */
class GcSimulationTest {

    private static final int ACTIONS = 150;

    @TempDir private Path folder;

    @Test
    void collectingBesideRunsLosesNothingAndLeavesNothing() throws IOException {
        long crashes = 0;
        for (long seed = 1; seed <= 8; seed++) {
            try (GcWorld world = new GcWorld(folder, seed, false)) {
                assertThat(world.act(ACTIONS)).as("seed %d", seed).isNull();
                assertThat(world.afterTheEnd()).as("left with seed %d", seed).isEmpty();
                crashes += world.crashes();
            }
        }
        assertThat(crashes).as("worlds in which the process died").isGreaterThan(4);
    }

    @Test
    void deletingWhatSomebodyHasJustLookedAtIsNoticed() throws IOException {
        @Nullable String wrong = null;
        for (long seed = 1; seed <= 40 && wrong == null; seed++) {
            try (GcWorld world = new GcWorld(folder, seed, true)) {
                wrong = world.act(ACTIONS);
            }
        }
        assertThat(wrong).as("a planted fault that no world found").isNotNull();
    }
}
