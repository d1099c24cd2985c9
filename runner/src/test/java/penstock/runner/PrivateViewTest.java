package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;
import penstock.plan.Artifact;
import penstock.plan.ParameterType;
import penstock.plan.Template;
import penstock.plan.Template.Facet;

/** Steps with a view of the file system of their own. */
final class PrivateViewTest extends StepEndContract {

    @Override
    boolean view() {
        return true;
    }

    @Test
    void showsKfpAddressesAndPaths() throws Exception {
        Orders order =
                Orders.script(
                                "echo $1 $2; echo x > $2",
                                new Template.OutputArtifact("d", new Facet.Uri()),
                                new Template.OutputArtifact("d", new Facet.Path()))
                        .givesArtifact("d");
        AttemptOrder built = order.build();

        Artifact data = only(succeeded(world.run(built)), "d");

        assertThat(world.log(built.attempt()))
                .isEqualTo(data.uri() + " " + data.uri().replace("minio://", "/minio/") + "\n");
    }

    @Test
    void hidesTheDataFolder() throws Exception {
        Path data = folder.resolve("data");
        Files.writeString(data.resolve("secret"), "the server's");
        AttemptOrder order =
                Orders.script("find " + data + " -maxdepth 1; cat " + data + "/secret").build();

        world.run(order);

        assertThat(world.log(order.attempt()))
                .contains(data + "/home")
                .doesNotContain("the server's", data + "/attempts", data + "/artifacts");
    }

    @Test
    void givesEveryStepATmpOfItsOwn() throws Exception {
        Orders first = Orders.script("echo one > /tmp/fixed-path; echo two > /minio/scratch");
        Orders second =
                Orders.script("ls /tmp /minio > $1", file("list"))
                        .gives("list", ParameterType.STRING);

        world.run(first);
        String list = succeeded(world.run(second)).outputs().parameters().toString();

        assertThat(list).doesNotContain("fixed-path", "scratch").contains("work");
        assertThat(Path.of("/tmp/fixed-path")).doesNotExist();
    }

    @Test
    void protectsInputsAndShowsTheirNeighbourhoodWritable() throws Exception {
        Orders producer =
                Orders.script("echo one > $1", new Template.OutputArtifact("d", new Facet.Path()))
                        .givesArtifact("d");
        Artifact data = only(succeeded(world.run(producer)), "d");
        Orders spoiler =
                Orders.script(
                                "echo beside > $1.txt && ! echo spoilt > $1",
                                new Template.InputArtifact("in", new Facet.Path()))
                        .takes("in", data);

        succeeded(world.run(spoiler));

        assertThat(world.store.text(data.uri())).isEqualTo("one\n");
    }

    @Test
    void makesNothingOnTheHost() throws Exception {
        AttemptOrder order =
                Orders.script("touch /penstock-test-file; mkdir /penstock-test-folder").build();

        world.run(order);

        assertThat(Path.of("/penstock-test-file")).doesNotExist();
        assertThat(Path.of("/penstock-test-folder")).doesNotExist();
    }

    @Test
    void runsInAnUnpackedImage() throws Exception {
        Path root = folder.resolve("image");
        unpackShell(root);
        Files.writeString(root.resolve("marker"), "from the image\n");
        world.close();
        SequencedMap<String, ImageMapping> images = new LinkedHashMap<>();
        images.put("team/shell", new ImageMapping.Folder(root));
        world = new World(folder.resolve("data"), World.mapping(folder.resolve("data"), images));
        Orders order =
                Orders.script(
                                "read line < /marker; echo $line > $1; echo kept > $HOME/file; echo x > $2;"
                                        + " for f in /usr/* /home/*; do echo $f; done; echo no > /marker",
                                file("line"),
                                new Template.OutputArtifact("d", new Facet.Path()))
                        .image("team/shell:v1")
                        .gives("line", ParameterType.STRING)
                        .givesArtifact("d");
        AttemptOrder built = order.build();

        AttemptResult.Failed failed = failed(world.run(built));

        assertThat(failed.problem().message()).contains("marker").contains("Read-only");
        assertThat(world.log(built.attempt())).contains("/usr/*", "/home/*");
        assertThat(world.home().resolve("file")).hasContent("kept");
    }

    /** The machine's sh with the libraries it needs. */
    private static void unpackShell(Path root) throws Exception {
        Process ldd = new ProcessBuilder("ldd", "/bin/sh").start();
        String libraries = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> files = new ArrayList<>(List.of("/bin/sh"));
        Pattern.compile("(/\\S+)").matcher(libraries).results().forEach(m -> files.add(m.group(1)));
        for (String file : files) {
            Path copy = root.resolve(file.substring(1));
            Files.createDirectories(copy.resolveSibling("."));
            Files.copy(Path.of(file), copy);
        }
    }
}
