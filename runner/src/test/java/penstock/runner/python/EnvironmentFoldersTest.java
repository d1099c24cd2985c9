package penstock.runner.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of environments, used by many steps at once. */
class EnvironmentFoldersTest {
    private static final int STEPS = 8;
    private static final int ROUNDS = 2_000;

    @Test
    void stepsThatFirstUseAnEnvironmentTogetherAllMarkIt(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("used"));
        EnvironmentFolders folders = new EnvironmentFolders(root);
        CyclicBarrier together = new CyclicBarrier(STEPS);
        try (ExecutorService threads = Executors.newFixedThreadPool(STEPS)) {
            List<Future<?>> steps = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                steps.add(
                        threads.submit(() -> {
                            for (int round = 0; round < ROUNDS; round++) {
                                together.await();
                                folders.touch("environment-" + round, Instant.EPOCH);
                            }
                            return null;
                        }));
            }
            for (Future<?> step : steps) {
                step.get();
            }
        }
    }
}
