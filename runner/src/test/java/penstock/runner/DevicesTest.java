package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.Allotment;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;

/** Accelerators are given to one step at a time. The devices are made up: only names are passed. */
final class DevicesTest {

    @TempDir Path folder;

    private World world;

    @BeforeEach
    void openWorld() throws Exception {
        Path data = folder.resolve("data");
        world = new World(data, World.settings(data, true));
    }

    /** The machine has these instead. */
    private void open(String... devices) throws Exception {
        world.close();
        Path data = folder.resolve("data");
        world = new World(data, World.settings(data, true).with(List.of(devices)));
    }

    @AfterEach
    void closeWorld() throws Exception {
        world.close();
    }

    private static AttemptOrder wanting(int count, String script) {
        return Orders.script(script).build().with(new Allotment(count, 0, 0, List.of()));
    }

    private static final String SHOW = "echo [$CUDA_VISIBLE_DEVICES] [$NVIDIA_VISIBLE_DEVICES]";

    @Test
    void aStepSeesTheDevicesThatAreItsAlone() throws Exception {
        open("0", "1", "2");
        AttemptOrder two = wanting(2, SHOW);
        AttemptOrder none = wanting(0, SHOW);

        world.run(two);
        world.run(none);

        assertThat(world.log(two.attempt())).isEqualTo("[0,1] [0,1]\n");
        assertThat(world.log(none.attempt())).isEqualTo("[] [void]\n");
    }

    @Test
    void aMachineWithoutDevicesSaysNothingOfThem() throws Exception {
        AttemptOrder order = wanting(0, "env | grep -c _VISIBLE_DEVICES");

        world.run(order);

        assertThat(world.log(order.attempt())).isEqualTo("0\n");
    }

    @Test
    void aDeviceInUseIsGivenAgainAfterItsStep() throws Exception {
        open("GPU-a", "GPU-b");
        AttemptOrder first = wanting(1, SHOW + "; sleep 60");
        AttemptOrder second = wanting(1, SHOW + "; sleep 60");
        AttemptOrder third = wanting(1, SHOW);
        world.launch(first);
        world.awaitStart();
        world.launch(second);
        world.awaitStart();
        world.launch(third);
        world.runner().stop(first.attempt());
        world.end();
        assertThat(world.end()).isInstanceOf(AttemptResult.Succeeded.class);

        assertThat(world.log(first.attempt())).startsWith("[GPU-a]");
        assertThat(world.log(second.attempt())).startsWith("[GPU-b]");
        assertThat(world.log(third.attempt())).startsWith("[GPU-a]");
        world.runner().stop(second.attempt());
        world.end();
    }

    @Test
    void whatRunsOnKeepsItsDeviceAcrossARestart() throws Exception {
        open("0", "1");
        AttemptOrder runs = wanting(1, SHOW + "; sleep 60");
        world.launch(runs);
        world.awaitStart();
        world.killServer();
        world.open();
        AttemptOrder next = wanting(1, SHOW);

        world.run(next);

        assertThat(world.log(next.attempt())).startsWith("[1]");
        AttemptOrder waits = wanting(2, SHOW);
        world.launch(waits);
        world.launch(runs);
        world.runner().stop(runs.attempt());
        while (!(world.next() instanceof AttemptResult.Succeeded)) {
            // the end of the first, and the start of the last
        }
        assertThat(world.log(waits.attempt())).startsWith("[0,1]");
    }

    @Test
    void whatEndedUnnoticedHoldsNothing() throws Exception {
        open("0");
        AttemptOrder quick = wanting(1, "sleep 0.5");
        world.launch(quick);
        world.awaitStart();
        world.killServer();
        world.open();
        AttemptOrder next = wanting(1, SHOW);

        assertThat(world.run(next)).isInstanceOf(AttemptResult.Succeeded.class);

        assertThat(Files.exists(world.folder(quick.attempt()).exit())).isTrue();
    }

    @Test
    void aStepThatWaitsForADeviceCanBeStopped() throws Exception {
        open("0");
        AttemptOrder runs = wanting(1, "sleep 60");
        world.launch(runs);
        world.awaitStart();
        AttemptOrder waits = wanting(1, SHOW);
        world.launch(waits);

        world.runner().stop(waits.attempt());

        assertThat(world.end()).isInstanceOf(AttemptResult.Stopped.class);
        world.runner().stop(runs.attempt());
        world.end();
    }
}
