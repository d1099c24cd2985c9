package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;
import penstock.plan.Artifact;
import penstock.plan.ErrorCode;
import penstock.plan.Template;
import penstock.plan.Template.Facet;

/** Steps that see the machine's file system as it is. */
final class SharedFilesTest extends StepEndContract {

    @Override
    boolean view() {
        return false;
    }

    @Test
    void showsAbsolutePathsAsAddressesAndRecordsKfps() throws Exception {
        AttemptOrder order =
                Orders.script(
                                "echo $1; echo x > $1; printf '{\"artifacts\": {\"d\": {\"artifacts\": [{\"uri\":"
                                        + " \"%s\"}]}}}' $1 > $2",
                                new Template.OutputArtifact("d", new Facet.Uri()),
                                new Template.ExecutorOutputFile())
                        .givesArtifact("d")
                        .build();

        Artifact data = only(succeeded(world.run(order)), "d");

        assertThat(world.log(order.attempt())).startsWith(folder.toString());
        assertThat(data.uri()).startsWith("minio://bucket/root/pipe/").endsWith("/d");
        assertThat(world.store.text(data.uri())).isEqualTo("x\n");
    }

    @Test
    void refusesArtifactsOfAnOldSdk() throws Exception {
        Orders old = Orders.script("true # pip install kfp==2.0.1").givesArtifact("d");
        Orders recent = Orders.script("true # pip install kfp==2.17.3").givesArtifact("d");
        Orders oldWithout = Orders.script("true # pip install kfp==2.0.1");

        AttemptResult.Failed failed = failed(world.run(old));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
        assertThat(failed.problem().hint()).contains("kfp 2.5");
        succeeded(world.run(recent));
        succeeded(world.run(oldWithout));
    }
}
