package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;
import penstock.plan.ErrorCode;

final class TimeoutTest {

    @TempDir Path folder;

    private World world;

    @BeforeEach
    void openWorld() throws IOException {
        Path data = folder.resolve("data");
        world = new World(data, World.limited(data, false, Duration.ofMillis(300)));
    }

    @AfterEach
    void closeWorld() throws IOException {
        world.close();
    }

    @Test
    void endsAStepWhoseTimeIsUpWhileTheServerIsDown() throws Exception {
        AttemptOrder order = Orders.script("trap '' TERM; sleep 4721 & sleep 4721").build();
        world.launch(order);
        world.awaitStart();
        world.killServer();

        World.awaitFile(world.folder(order.attempt()).exit());
        world.open();

        AttemptResult.Failed failed = StepContract.failed(world.run(order));
        assertThat(failed.problem().code()).isEqualTo(ErrorCode.STEP_TIMED_OUT);
        assertThat(failed.retryable()).isTrue();
        assertThat(StepContract.processesWith("4721")).isEmpty();
    }

    @Test
    void leavesAQuickStepAlone() throws Exception {
        assertThat(world.run(Orders.script("true"))).isInstanceOf(AttemptResult.Succeeded.class);
    }
}
