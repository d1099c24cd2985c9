package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.runner.StepContract.failed;
import static penstock.runner.StepContract.succeeded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;
import penstock.plan.Kubernetes.ClaimMount;
import penstock.plan.Template;

final class MountsInViewTest extends MountsContract {

    @Override
    boolean view() {
        return true;
    }

    @Override
    String mountRoot() {
        return "/mnt";
    }

    @Override
    String mountPath(String name) {
        return "/mnt/" + name;
    }

    @Test
    void mountsAtPathsThatTheMachineLacks() throws Exception {
        for (String path :
                List.of(
                        "/mnt/new/deep",
                        "/data/in",
                        "/app/config",
                        "/etc/penstock-test/x",
                        "rel/x")) {
            AttemptOrder order =
                    Orders.script(
                                    "echo x > \"$1/file\" && cat \"$1/file\"",
                                    new Template.Literal(path))
                            .names("claim", "everywhere")
                            .mounts(new ClaimMount("claim", path, ""))
                            .build();

            succeeded(world.run(order));

            assertThat(world.log(order.attempt())).as(path).isEqualTo("x\n");
        }
        assertThat(Path.of("/etc/penstock-test")).doesNotExist();
        assertThat(Path.of("/mnt/new")).doesNotExist();
    }

    @Test
    void leavesTheNeighboursOfAMountInPlace() throws Exception {
        AttemptOrder order =
                Orders.script("cat /etc/passwd | head -1; ls -A /etc | wc -l; test -L /etc/mtab")
                        .names("claim", "c")
                        .mounts(new ClaimMount("claim", "/etc/pen/x", ""))
                        .build();

        world.run(order);

        try (Stream<Path> entries = Files.list(Path.of("/etc"))) {
            assertThat(world.log(order.attempt()))
                    .startsWith("root:")
                    .contains("\n" + (entries.count() + 1) + "\n");
        }
    }

    @Test
    void keepsTheWorkingFolder() throws Exception {
        assertThat(failed(world.run(claim("data", "/tmp/work", ""))).problem().message())
                .contains("would cover '/tmp/work'");
    }

    @Test
    void givesMemoryOfASize() throws Exception {
        AttemptOrder order =
                Orders.script(
                                "df -k /dev/shm | tail -1 | tr -s ' ' | cut -d' ' -f1,2;"
                                        + " head -c 3000000 /dev/zero > /dev/shm/big")
                        .mounts(scratch("/dev/shm", true, "2Mi"))
                        .build();

        failed(world.run(order));

        assertThat(world.log(order.attempt())).startsWith("tmpfs 2048").contains("No space left");
    }

    @Test
    void refusesASizeThatIsNoQuantity() throws Exception {
        Orders order = Orders.script("true").mounts(scratch("/mnt/s", true, "2 GB"));

        assertThat(failed(world.run(order)).problem().message()).contains("is no quantity");
    }

    @Test
    void keepsTmpTheStepsOwn() throws Exception {
        Orders order =
                Orders.script("touch /tmp/penstock-test-own").mounts(scratch("/tmp", false, ""));

        succeeded(world.run(order));

        assertThat(Path.of("/tmp/penstock-test-own")).doesNotExist();
    }
}
