package penstock.runner.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubPathTest {

    private static final int STEPS = 8;

    @TempDir Path volume;

    @Test
    void stepsThatMakeTheSameFoldersAtOnceAllFindThem() throws Exception {
        CyclicBarrier together = new CyclicBarrier(STEPS);
        try (ExecutorService steps = Executors.newFixedThreadPool(STEPS)) {
            for (int round = 0; round < 50; round++) {
                String wanted = "round-" + round + "/minio/mlpipeline/v2/artifacts";
                List<Future<Path>> found = new ArrayList<>();
                for (int step = 0; step < STEPS; step++) {
                    found.add(
                            steps.submit(() -> {
                                together.await();
                                return SubPath.find(volume, wanted);
                            }));
                }
                for (Future<Path> path : found) {
                    assertThat(path.get()).isEqualTo(volume.resolve(wanted));
                }
            }
        }
    }

    @Test
    void aLinkOnTheWayLeadsNowhere() throws IOException {
        Files.createSymbolicLink(volume.resolve("out"), Path.of("/"));

        assertThat(SubPath.find(volume, "out")).isNull();
        assertThat(SubPath.find(volume, "out/tmp")).isNull();
        assertThat(SubPath.find(volume, "in/side")).isDirectory();
    }
}
