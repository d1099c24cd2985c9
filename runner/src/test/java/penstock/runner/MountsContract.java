package penstock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static penstock.runner.StepContract.failed;
import static penstock.runner.StepContract.succeeded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptResult;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.ErrorCode;
import penstock.plan.Kubernetes.ClaimMount;
import penstock.plan.Kubernetes.FieldVariable;
import penstock.plan.Kubernetes.Keeper;
import penstock.plan.Kubernetes.KeyVariable;
import penstock.plan.Kubernetes.KeysMount;
import penstock.plan.Kubernetes.ScratchMount;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.plan.Value;

/** What Kubernetes settings come to, however a step sees the file system. */
abstract class MountsContract {

    private static final String SECRET = "correct horse battery staple";

    @TempDir Path folder;

    World world;

    /** Whether these steps have a private view. */
    abstract boolean view();

    @BeforeEach
    void openWorld() throws IOException {
        Path data = folder.resolve("data");
        world = new World(data, World.settings(data, view()));
        String problem = world.runner().viewProblem();
        assumeTrue(!view() || problem == null, () -> "no private views here: " + problem);
        world.keepers().put(Keeper.SECRET, "db", "password", SECRET);
        world.keepers().put(Keeper.CONFIG_MAP, "settings", "mode", "fast");
        world.keepers().put(Keeper.SECRET, "db", "binary", new byte[] {(byte) 0xff, 0});
    }

    @AfterEach
    void closeWorld() throws IOException {
        world.close();
    }

    /** A path at which a mount works here. */
    abstract String mountPath(String name);

    @Test
    void setsVariablesFromSecretsAndConfigMaps() throws Exception {
        AttemptOrder order =
                Orders.script("echo $PW-$MODE-${NONE-unset} > pw; test \"$PW\" = '" + SECRET + "'")
                        .env("MODE", "slow")
                        .names("secret", "db")
                        .names("map", "settings")
                        .names("none", "no-such")
                        .sets(new KeyVariable("PW", Keeper.SECRET, "secret", "password", false))
                        .sets(new KeyVariable("MODE", Keeper.CONFIG_MAP, "map", "mode", false))
                        .sets(new KeyVariable("NONE", Keeper.SECRET, "none", "key", true))
                        .sets(new KeyVariable("SKIPPED", Keeper.SECRET, "null", "key", false))
                        .build();
        world.launch(order);

        AttemptResult.Started started = (AttemptResult.Started) world.next();
        succeeded(world.end());

        assertThat(started.facts().environment())
                .containsEntry("MODE", "fast")
                .containsEntry("PW", "***")
                .doesNotContainKeys("NONE", "SKIPPED");
        assertThat(started.facts().toString()).doesNotContain(SECRET);
    }

    @Test
    void showsKeysAsFiles() throws Exception {
        AttemptOrder order =
                Orders.script(
                                "cd \"$1\"; cat db/password config/mode; ls -ln db/password config/mode | cut -c1-10;"
                                        + " ! echo x > db/new && ! rm -f config/mode; test -e config/mode",
                                new Template.Literal(mountRoot()))
                        .names("secret", "db")
                        .names("map", "settings")
                        .mounts(new KeysMount(Keeper.SECRET, "secret", mountPath("db"), false))
                        .mounts(new KeysMount(Keeper.CONFIG_MAP, "map", mountPath("config"), false))
                        .build();

        AttemptResult result = world.run(order);

        assertThat(world.log(order.attempt()))
                .startsWith(SECRET + "fast")
                .contains("-r--------", "-rw-r--r--");
        if (view()) {
            succeeded(result);
        }
    }

    @Test
    void namesTheSecretThatIsMissing() throws Exception {
        AttemptResult.Failed failed =
                failed(
                        world.run(
                                Orders.script("true")
                                        .names("secret", "api-token")
                                        .sets(
                                                new KeyVariable(
                                                        "T",
                                                        Keeper.SECRET,
                                                        "secret",
                                                        "token",
                                                        false))));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(failed.problem().message()).isEqualTo("secret 'api-token' does not exist");
        assertThat(failed.problem().hint()).contains("penstock secret create api-token");
        assertThat(failed.retryable()).isFalse();
    }

    @Test
    void namesTheKeyThatIsMissingAndTheOneThatIsNoText() throws Exception {
        Orders missing =
                Orders.script("true")
                        .names("s", "db")
                        .sets(new KeyVariable("T", Keeper.SECRET, "s", "user", false));
        Orders binary =
                Orders.script("true")
                        .names("s", "db")
                        .sets(new KeyVariable("T", Keeper.SECRET, "s", "binary", false));

        assertThat(failed(world.run(missing)).problem().message())
                .isEqualTo("secret 'db' has no key 'user'");
        assertThat(failed(world.run(binary)).problem().message()).contains("is no text");
    }

    @Test
    void leavesNoSecretBehindOnceTheAttemptIsReleased() throws Exception {
        AttemptOrder order =
                Orders.script("true")
                        .names("s", "db")
                        .mounts(new KeysMount(Keeper.SECRET, "s", mountPath("db"), false))
                        .sets(new KeyVariable("PW", Keeper.SECRET, "s", "password", false))
                        .build();
        world.run(order);
        world.runner().release(order.attempt());
        World.awaitGone(world.folder(order.attempt()).path());

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
    }

    @Test
    void sharesAVolumeBetweenSteps() throws Exception {
        ClaimMount whole = new ClaimMount("claim", mountPath("shared"), "");
        ClaimMount part = new ClaimMount("claim", mountPath("part"), "deep/er");
        AttemptOrder writer =
                Orders.script(
                                "cd \"$1\" && mkdir -p shared/deep/er && echo one > shared/deep/er/file",
                                new Template.Literal(mountRoot()))
                        .names("claim", "training-data")
                        .mounts(whole)
                        .build();
        world.launch(writer);
        AttemptResult.Started started = (AttemptResult.Started) world.next();
        succeeded(world.end());

        AttemptOrder reader =
                Orders.script("cat \"$1\"/part/file", new Template.Literal(mountRoot()))
                        .names("claim", "training-data")
                        .mounts(part)
                        .build();
        succeeded(world.run(reader));

        assertThat(started.facts().notes())
                .anyMatch(note -> note.contains("volume 'training-data' did not exist"));
        assertThat(world.log(reader.attempt())).isEqualTo("one\n");
    }

    @Test
    void refusesPathsThatLeadOutOfAVolume() throws Exception {
        for (String path : List.of("../other", "/etc", "a/../../b")) {
            AttemptResult.Failed failed = failed(world.run(claim("data", mountPath("d"), path)));
            assertThat(failed.problem().message()).contains("may lead out of it");
        }
        AttemptOrder linker =
                Orders.script("ln -s / \"$1\"/d/link", new Template.Literal(mountRoot()))
                        .names("claim", "data")
                        .mounts(new ClaimMount("claim", mountPath("d"), ""))
                        .build();
        succeeded(world.run(linker));

        assertThat(failed(world.run(claim("data", mountPath("d"), "link"))).problem().message())
                .contains("a link is on the way");
    }

    @Test
    void refusesMountsOverWhatEveryStepNeeds() throws Exception {
        for (String path : List.of("/", "/proc", "/sys/fs", "/usr", "/dev/null", "/etc")) {
            AttemptResult.Failed failed = failed(world.run(claim("data", path, "")));
            assertThat(failed.problem().message()).as(path).contains("would cover");
        }
        String data = folder.resolve("data").toString();
        for (String path : List.of(data, data + "/attempts", folder.toString())) {
            assertThat(failed(world.run(claim("data", path, ""))).problem().message())
                    .contains("the server's data folder");
        }
        assertThat(failed(world.run(claim("data", "a/../../b", ""))).problem().message())
                .contains("'..'");
    }

    @Test
    void refusesNamesThatKubernetesDoesNotAllow() throws Exception {
        for (String name : List.of("Upper", "a_b", "x".repeat(254), "../up")) {
            assertThat(failed(world.run(claim(name, mountPath("d"), ""))).problem().message())
                    .contains("cannot be called");
        }
        Orders nameless = Orders.script("true").mounts(new ClaimMount("claim", mountPath("d"), ""));
        assertThat(failed(world.run(nameless)).problem().message()).contains("has no name");
    }

    @Test
    void standsInForFactsAboutAPod() throws Exception {
        Orders order =
                Orders.script("echo $NAME,$POD,$TEAM,$NONE,$UID_,$INDEX")
                        .label("team", "blue")
                        .sets(new FieldVariable("NAME", "metadata.name"))
                        .sets(new FieldVariable("TEAM", "metadata.labels['team']"))
                        .sets(new FieldVariable("NONE", "metadata.annotations['x/y']"))
                        .sets(new FieldVariable("UID_", "metadata.uid"))
                        .sets(new FieldVariable("POD", "metadata.namespace"));
        AttemptOrder built = order.build();
        succeeded(world.run(built));

        String name = PodFacts.name(built);
        assertThat(world.log(built.attempt()))
                .isEqualTo(name + ",kubeflow,blue,," + built.attempt().uuid() + ",\n");
        Orders unknown =
                Orders.script("true").sets(new FieldVariable("X", "spec.containers[0].image"));
        assertThat(failed(world.run(unknown)).problem().message()).contains("field path");
    }

    @Test
    void endsAStepAtItsDeadline() throws Exception {
        AttemptResult.Failed failed =
                failed(world.run(Orders.script("sleep 4722").deadline(Duration.ofMillis(300))));

        assertThat(failed.problem().code()).isEqualTo(ErrorCode.STEP_TIMED_OUT);
        assertThat(failed.retryable()).isTrue();
    }

    @Test
    void sharesTheWorkspaceOfARun() throws Exception {
        AttemptOrder order =
                Orders.script(
                                "echo kept > $1/file; cat /kfp-workspace/file",
                                new Template.InputParameter("where"))
                        .takes("where", "/kfp-workspace")
                        .workspace()
                        .build();

        succeeded(world.run(order));

        assertThat(world.log(order.attempt())).isEqualTo("kept\n");
        assertThat(world.supplies().workspaces().path(order.run().run()).resolve("file"))
                .hasContent("kept");
    }

    @Test
    void takesOutputsFromTheWorkspace() throws Exception {
        String said =
                "{\"artifacts\": {\"d\": {\"artifacts\": [{\"uri\": \"$1\","
                        + " \"custom_path\": \"/kfp-workspace/made\"}]}}}";
        Orders order =
                Orders.script(
                                "echo made > /kfp-workspace/made; mkdir -p \"$(dirname $2)\";"
                                        + " printf '%s' '"
                                        + said.replace("$1", "'$1'")
                                        + "' > $2",
                                new Template.OutputArtifact("d", new Facet.Uri()),
                                new Template.ExecutorOutputFile())
                        .givesArtifact("d")
                        .workspace();

        Artifact made = StepContract.only(succeeded(world.run(order)), "d");

        assertThat(world.store.text(made.uri())).isEqualTo("made\n");
    }

    @Test
    void showsFilesOfTheMachineWhereProgramsLookForTheirAddress() throws Exception {
        Path file = Files.writeString(folder.resolve("data set.csv"), "a,b\n");
        Artifact artifact = foreign("file://" + file);
        AttemptOrder order =
                Orders.script(
                                "cat \"$1\"; cat \"$2\"; echo $2",
                                new Template.InputArtifact("in", new Facet.Path()),
                                new Template.InputArtifact("in", new Facet.Uri()))
                        .takes("in", artifact)
                        .build();

        succeeded(world.run(order));

        assertThat(world.log(order.attempt())).isEqualTo("a,b\na,b\nfile://" + file + "\n");
    }

    @Test
    void downloadsWhatAStepReadsAndOnlyThat() throws Exception {
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext(
                "/data.csv",
                exchange -> {
                    exchange.sendResponseHeaders(200, 4);
                    exchange.getResponseBody().write("a,b\n".getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        http.start();
        try {
            String base = "http://127.0.0.1:" + http.getAddress().getPort();
            AttemptOrder reader =
                    Orders.script(
                                    "cat \"$1\"; cat \"$2\"; ! echo x > \"$1\"",
                                    new Template.InputArtifact("in", new Facet.Path()),
                                    new Template.InputArtifact("in", new Facet.Uri()))
                            .takes("in", foreign(base + "/data.csv"))
                            .build();
            AttemptOrder teller =
                    Orders.script("echo $1", new Template.InputArtifact("in", new Facet.Uri()))
                            .takes("in", foreign(base + "/none"))
                            .build();

            AttemptResult read = world.run(reader);
            succeeded(world.run(teller));

            assertThat(world.log(reader.attempt())).startsWith("a,b\na,b\n");
            if (view()) {
                succeeded(read);
            }
            assertThat(failed(world.run(reading(base + "/none"))).problem().message())
                    .contains("status 404");
        } finally {
            http.stop(0);
        }
    }

    @Test
    void refusesFilesThatMayNotBeImportedAndBucketsElsewhere() throws Exception {
        Orders hidden = reading("file:///etc/hostname");
        Orders bucket = reading("oci://registry/model:v1");

        assertThat(failed(world.run(hidden)).problem().message()).contains("may not be imported");
        assertThat(failed(world.run(bucket)).problem().message()).contains("is an image");
    }

    Orders claim(String name, String path, String subPath) {
        return Orders.script("true")
                .names("claim", name)
                .mounts(new ClaimMount("claim", path, subPath));
    }

    ScratchMount scratch(String path, boolean memory, String size) {
        return new ScratchMount("scratch", path, memory, size);
    }

    static Orders reading(String uri) {
        return Orders.script("cat $1", new Template.InputArtifact("in", new Facet.Path()))
                .takes("in", foreign(uri));
    }

    static Artifact foreign(String uri) {
        return new Artifact(5, "in", ArtifactType.ANY, uri, null, -1, Value.EMPTY_STRUCT);
    }

    /** The folder that holds all mounts. */
    abstract String mountRoot();
}
