package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.runner.StepContract.failed;

import org.junit.jupiter.api.Test;
import penstock.plan.ErrorCode;

final class MountsWithoutViewTest extends MountsContract {

    @Override
    boolean view() {
        return false;
    }

    @Override
    String mountRoot() {
        return ".";
    }

    @Override
    String mountPath(String name) {
        return name;
    }

    @Test
    void saysWhatAnAbsoluteMountPathNeeds() throws Exception {
        var failed = failed(world.run(claim("data", "/mnt/data", "")));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
        assertThat(failed.problem().message()).contains("'/mnt/data' needs private mount views");
    }
}
