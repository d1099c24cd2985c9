package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.LoadOutcome;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

/** A real file system of a few megabytes; only root can make one. */
class DiskFullTest {

    @TempDir private @Nullable Path parent;

    private Path disk() {
        if (parent == null) {
            throw new IllegalStateException("no folder");
        }
        return parent.resolve("disk");
    }

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        Files.createDirectory(disk());
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=6m", "none", disk().toString()))
                .as("mounting a small file system, which only root can")
                .isZero();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", disk().toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void aFullDiskStopsNothingForEver() throws IOException {
        List<RunScript> committed = new ArrayList<>();
        try (TestStore opened = TestStore.open(disk().resolve("data"))) {
            committed.add(commit(opened, "before"));
            Path filler = fill();
            int refused = 0;
            for (int i = 0; refused < 3; i++) {
                RunScript script = script(opened, "full-" + i);
                switch (script.start()) {
                    case AppendOutcome.Committed() -> committed.add(script);
                    case AppendOutcome.Unavailable _ -> refused++;
                    case AppendOutcome.Fenced(String reason) ->
                            throw new AssertionError("fenced: " + reason);
                }
            }
            committed.forEach(DiskFullTest::isWhole);

            Files.delete(filler);
            committed.add(commit(opened, "after"));
            committed.forEach(DiskFullTest::isWhole);
        }
        try (TestStore opened = TestStore.open(disk().resolve("data"))) {
            List<String> found =
                    opened.store()
                            .readers()
                            .call(session ->
                                    session.all(row -> row.text(1), "PRAGMA integrity_check"));
            assertThat(found).containsExactly("ok");
            for (RunScript script : committed) {
                assertThat(opened.store().runReads().run(script.run())).isNotNull();
            }
        }
    }

    @Test
    void aFullDiskIsSaidAtTheStart() throws IOException {
        Path data = disk().resolve("data");
        Files.createDirectory(data);
        fill();
        try (DataFolder folder = TestStore.folder(data)) {
            assertThat(Store.open(folder, TestStore.NOW))
                    .isInstanceOfSatisfying(
                            Store.Opening.Refused.class,
                            refused ->
                                    assertThat(refused.problem().message())
                                            .contains(data.toString())
                                            .contains("cannot be opened"));
        }
    }

    private static RunScript script(TestStore opened, String id) {
        return RunScript.of(
                opened.store().journal(), opened.store().epoch(), ContractPlans.fanOut(100), id);
    }

    private static RunScript commit(TestStore opened, String id) {
        RunScript script = script(opened, id);
        assertThat(script.start()).isEqualTo(new AppendOutcome.Committed());
        return script;
    }

    private static void isWhole(RunScript script) {
        assertThat(script.load())
                .isInstanceOfSatisfying(
                        LoadOutcome.Loaded.class,
                        loaded -> assertThat(loaded.events()).hasSize((int) script.sequence()));
    }

    /** Takes all space that is left but a few kilobytes. */
    private Path fill() throws IOException {
        Path filler = disk().resolve("filler");
        long left = Files.getFileStore(disk()).getUsableSpace() - 32_768;
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4_096];
            for (long written = 0; written < left; written += block.length) {
                out.write(block);
            }
        }
        return filler;
    }
}
