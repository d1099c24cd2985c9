package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where control groups are looked for and what is written into them, on made-up folders. */
final class GroupsTest {

    private static final String TRY =
            """
            import sys
            sys.path.insert(0, sys.argv[1])
            from penstock_spawn import groups
            made, problem = groups.find(sys.argv[2], sys.argv[3], "penstock-x", lambda _: None)
            print(made and made.kinds, problem)
            if made:
                for kind in made.kinds:
                    print(kind, *made._places[kind])
            """;

    private static final String LIMIT =
            """
            import os, sys
            sys.path.insert(0, sys.argv[1])
            from penstock_spawn import groups
            group = groups._Group(
                {kind: (int(sys.argv[3]), sys.argv[2]) for kind in groups.KINDS},
                {"memory_bytes": 1 << 20, "cpu_millis": 1500, "pids": 7})
            os.mkdir = lambda *_: None
            group.make()
            print(group.out_of_memory())
            """;

    @TempDir Path folder;

    private Path code = Path.of("");
    private List<Path> pythons = List.of();

    @BeforeEach
    void installCode() throws Exception {
        pythons = Spawner.pythons(System.getenv());
        assumeFalse(pythons.isEmpty(), "no python3");
        code = SpawnerCode.install(folder.resolve("spawner"));
    }

    private String python(String program, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(pythons.getFirst().toString(), "-I", "-c", program));
        command.add(code.toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private void file(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private String mount(String name, String root, String options) {
        return "31 23 0:28 " + root + " " + folder.resolve(name) + " rw - " + options + "\n";
    }

    @Test
    void findsTheGroupOfEachKindInVersion1() throws Exception {
        Files.createDirectories(folder.resolve("memory/box"));
        Files.createDirectories(folder.resolve("cpu"));
        String mounts =
                mount("memory", "/", "cgroup cgroup rw,memory")
                        + mount("cpu", "/", "cgroup cgroup rw,cpu,cpuacct");

        String said = python(TRY, mounts, "4:memory:/box\n1:cpu,cpuacct:/\n0::/\n");

        assertThat(said)
                .contains("['memory', 'cpu'] no limit of pids: there is no control group for it")
                .contains("memory 1 " + folder.resolve("memory/box/penstock-x"))
                .contains("cpu 1 " + folder.resolve("cpu/penstock-x"));
    }

    @Test
    void asksTheGroupsAroundItsOwnInVersion2UntilOneMayHaveLimitedOnes() throws Exception {
        for (String group : List.of("all", "all/penstock-x")) {
            file(group + "/cgroup.controllers", "cpuset cpu memory pids\n");
            file(group + "/cgroup.subtree_control", group.equals("all") ? "cpu memory\n" : "");
        }
        file("all/own/cgroup.controllers", "cpu\n");
        file("all/own/cgroup.subtree_control", "");

        String said = python(TRY, mount("all", "/", "cgroup2 cgroup2 rw"), "0::/own\n");

        assertThat(said).contains("memory 2 " + folder.resolve("all/penstock-x"));
        assertThat(folder.resolve("all/cgroup.subtree_control")).content().contains("+pids");
    }

    @Test
    void saysWhyNothingCanBeLimited() throws Exception {
        assertThat(python(TRY, "", "0::/\n"))
                .startsWith("None no limit of cpu: there is no control group for it; ");
    }

    @Test
    void writesTheLimitsOfVersion2() throws Exception {
        for (String name :
                List.of(
                        "memory.max",
                        "memory.swap.max",
                        "memory.oom.group",
                        "cpu.max",
                        "pids.max")) {
            file("group/" + name, "");
        }
        file("group/memory.events", "low 0\noom 3\noom_kill 2\n");

        assertThat(python(LIMIT, folder.resolve("group").toString(), "2")).isEqualTo("2\n");

        assertThat(folder.resolve("group/memory.max")).hasContent("1048576");
        assertThat(folder.resolve("group/memory.swap.max")).hasContent("0");
        assertThat(folder.resolve("group/memory.oom.group")).hasContent("1");
        assertThat(folder.resolve("group/cpu.max")).hasContent("150000 100000");
        assertThat(folder.resolve("group/pids.max")).hasContent("7");
    }

    @Test
    void writesTheLimitsOfVersion1() throws Exception {
        for (String name :
                List.of(
                        "memory.limit_in_bytes",
                        "memory.memsw.limit_in_bytes",
                        "cpu.cfs_period_us",
                        "cpu.cfs_quota_us",
                        "pids.max")) {
            file("group/" + name, "");
        }
        file("group/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");

        assertThat(python(LIMIT, folder.resolve("group").toString(), "1")).isEqualTo("1\n");

        assertThat(folder.resolve("group/memory.limit_in_bytes")).hasContent("1048576");
        assertThat(folder.resolve("group/memory.memsw.limit_in_bytes")).hasContent("1048576");
        assertThat(folder.resolve("group/cpu.cfs_quota_us")).hasContent("150000");
    }
}
