package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;
import penstock.plan.Artifact;
import penstock.plan.Template;
import penstock.plan.Template.Facet;

/** A step's surroundings, shown once more to a person. */
abstract class ShellsContract {

    @TempDir Path folder;

    World world;

    abstract boolean view();

    @BeforeEach
    void openWorld() throws IOException {
        Path data = folder.resolve("data");
        world = new World(data, World.settings(data, view()));
    }

    @AfterEach
    void closeWorld() throws IOException {
        world.close();
    }

    private record Said(int code, String text) {}

    private StepShells.Opening.Opened open(AttemptOrder order) throws Exception {
        return (StepShells.Opening.Opened) world.runner().shells().open(order);
    }

    private static Said run(StepShells.Opening.Opened session, String... words) throws Exception {
        return show(session, "remove", words);
    }

    private static Said show(StepShells.Opening.Opened session, String fate, String... words)
            throws Exception {
        List<String> command = new ArrayList<>(session.command());
        command.add(fate);
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private AttemptOrder released(Orders order) throws Exception {
        AttemptOrder built = order.build();
        world.run(built);
        world.runner().release(built.attempt());
        while (Files.exists(world.folder(built.attempt()).path())) {
            Thread.onSpinWait();
        }
        return built;
    }

    @Test
    void runsTheProgramOfAStepAgainAsItRan() throws Exception {
        AttemptOrder step =
                released(
                        Orders.script("echo \"it's $WORD in $(pwd)\"; exit 3")
                                .env("WORD", "two  words"));
        String before = world.log(step.attempt());

        Said said = run(open(step), "./run-step");

        assertThat(said.code()).isEqualTo(3);
        String folders = "(?m) in .*$";
        assertThat(said.text().replaceAll(folders, ""))
                .isEqualTo(before.replaceAll(folders, ""))
                .startsWith("it's two  words");
    }

    @Test
    void showsInputsAndChangesNothingRecorded() throws Exception {
        Orders producer =
                Orders.script("echo one > $1", new Template.OutputArtifact("d", new Facet.Path()))
                        .givesArtifact("d");
        AttemptResult.Succeeded made = (AttemptResult.Succeeded) world.run(producer.build());
        Artifact data = StepContract.only(made, "d");
        AttemptOrder step =
                released(
                        Orders.script(
                                        "cat $1; echo mine > $2",
                                        new Template.InputArtifact("in", new Facet.Path()),
                                        new Template.OutputArtifact("out", new Facet.Path()))
                                .takes("in", data)
                                .givesArtifact("out"));
        String uri = step.taskRoot() + "/out";
        String recorded = world.store.text(uri);
        StepShells.Opening.Opened session = open(step);

        Said said = show(session, "keep", "sh", "-c", "./run-step && echo again > left-here");

        assertThat(said).isEqualTo(new Said(0, "one\n"));
        assertThat(world.store.text(uri)).isEqualTo(recorded);
        assertThat(session.folder().resolve("step/out/out")).hasContent("mine");
        assertThat(session.folder().resolve("step/tmp/work/left-here")).hasContent("again");
        assertThat(world.folder(step.attempt()).path()).doesNotExist();
    }

    @Test
    void showsWhatAnAttemptLeftThatIsStillThere() throws Exception {
        AttemptOrder step = Orders.script("echo half > half-done; mkfifo pipe; exit 1").build();
        world.run(step);

        Said said = run(open(step), "sh", "-c", "cat half-done; rm half-done");

        assertThat(said).isEqualTo(new Said(0, "half\n"));
        assertThat(world.folder(step.attempt()).tmp().resolve("work/half-done")).hasContent("half");
    }

    @Test
    void removesItsFolderAndPassesExitCodesOn() throws Exception {
        AttemptOrder step = released(Orders.script("true"));
        StepShells.Opening.Opened session = open(step);
        assertThat(session.folder().resolve(StepShells.PROOF)).hasContent(session.proof());

        assertThat(run(session, "sh", "-c", "kill -9 $$").code()).isEqualTo(137);

        assertThat(session.folder()).doesNotExist();
        assertThat(run(open(step), "no-such-program").code()).isEqualTo(125);
    }

    @Test
    void startsAnInteractiveShellOnATerminal() throws Exception {
        StepShells.Opening.Opened session = open(released(Orders.script("echo from the step")));
        List<String> words = new ArrayList<>(session.command());
        words.add("remove");
        String typed = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
        List<String> onTerminal = new ArrayList<>(List.of("python3", "-c", typed));
        onTerminal.addAll(words);
        Process process = new ProcessBuilder(onTerminal).redirectErrorStream(true).start();
        process.getOutputStream()
                .write("./run-step; tty; exit 7\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();

        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(text).contains("from the step", "/dev/pts/");
        assertThat(process.waitFor()).isEqualTo(7);
    }
}
