package penstock.runner.inside;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.ArtifactStore;
import penstock.control.port.KnownArtifacts;
import penstock.engine.AttemptResult;
import penstock.plan.Artifact;
import penstock.plan.Component.VolumeChange.Change;
import penstock.plan.ErrorCode;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.runner.download.Downloads;
import penstock.runner.download.ImportPolicy;
import penstock.runner.volume.Volumes;
import penstock.runner.volume.Workspaces;

class WorksTest {

    @TempDir Path folder;

    private final List<KnownArtifacts.Query> asked = new ArrayList<>();
    private final AtomicLong numbers = new AtomicLong();
    private @Nullable Artifact earlier;
    private Downloads downloads;
    private Volumes volumes;
    private Works works;

    @BeforeEach
    void open() {
        ImportPolicy policy =
                new ImportPolicy(
                        List.of(folder),
                        folder.resolve("data"),
                        false,
                        1_000,
                        Duration.ofMinutes(1));
        downloads = new Downloads(folder.resolve("data/downloads"), policy);
        volumes = new Volumes(folder.resolve("data/volumes"));
        ImporterWork importers =
                new ImporterWork(
                        new ImporterWork.Tools(
                                new OneFileStore(folder.resolve("data/artifacts")),
                                numbers::incrementAndGet,
                                this::find,
                                downloads,
                                new Workspaces(folder.resolve("data/workspaces")),
                                new StoreAddresses(folder.resolve("data/artifacts"))));
        works = new Works(importers, new VolumeWork(volumes, () -> Instant.EPOCH));
    }

    @AfterEach
    void close() {
        downloads.close();
    }

    @Test
    void recordsWhatTheStoreHoldsWithItsDigest() throws Exception {
        Files.createDirectories(folder.resolve("data/artifacts/minio/b"));
        Path file = Files.writeString(folder.resolve("data/artifacts/minio/b/k"), "12345");

        Artifact byAddress = imported(ImportOrders.of("minio://b/k"));
        Artifact byPath = imported(ImportOrders.of(file.toString()));

        assertThat(byAddress.digest()).isEqualTo("sha256:5");
        assertThat(byAddress.sizeBytes()).isEqualTo(5);
        assertThat(byAddress.type()).isEqualTo(ImportOrders.DATASET);
        assertThat(byAddress.name()).isEqualTo("artifact");
        assertThat(byPath.uri()).isEqualTo("minio://b/k");
        assertThat(byPath.id()).isNotEqualTo(byAddress.id());
    }

    @Test
    void recordsOtherContentByItsAddressAlone() throws Exception {
        for (String uri :
                List.of(
                        "gs://bucket/x",
                        "s3://bucket/x",
                        "minio://b/none",
                        "oci://r/m:v1",
                        "https://host.invalid/x?a=b")) {
            Artifact artifact = imported(ImportOrders.of(uri));
            assertThat(artifact.uri()).isEqualTo(uri);
            assertThat(artifact.digest()).isNull();
        }
    }

    @Test
    void refusesAddressesThatCannotBeImported() throws Exception {
        assertThat(failed(ImportOrders.of("ftp://host/x")).problem().message())
                .contains("no address that can be imported");
        assertThat(failed(ImportOrders.of("http://")).problem().code())
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failed(ImportOrders.of("")).problem().message()).contains("is empty");
        assertThat(failed(ImportOrders.of("minio://" + "x".repeat(5_000))).problem().message())
                .contains("5008 characters");
        assertThat(failed(ImportOrders.of("/etc/passwd")).problem().message())
                .contains("may not be imported");
        assertThat(failed(ImportOrders.of("file://" + folder + "/none")).problem().code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void fillsAddressAndMetadataOnce() throws Exception {
        Template uri =
                new Template(
                        List.of(
                                new Template.Literal("minio://b/"),
                                new Template.InputParameter("name")));
        ImportOrders order =
                ImportOrders.of(uri)
                        .takes("name", new Value.Text("{{$.inputs.parameters['name']}}"))
                        .takes("key", new Value.Text("stage"))
                        .metadata(
                                new Template(List.of(new Template.InputParameter("key"))),
                                new ValueTemplate.Text(
                                        new Template(List.of(new Template.InputParameter("name")))))
                        .metadata(
                                Template.literal("count"),
                                new ValueTemplate.Fixed(new Value.Int(3)))
                        .metadata(
                                Template.literal("flags"),
                                new ValueTemplate.Fixed(
                                        new Value.Items(
                                                List.of(new Value.Bool(true), Value.NULL))));

        Artifact artifact = imported(order);

        assertThat(artifact.uri()).isEqualTo("minio://b/{{$.inputs.parameters['name']}}");
        assertThat(artifact.metadata().fields())
                .containsEntry("stage", new Value.Text("{{$.inputs.parameters['name']}}"))
                .containsEntry("count", new Value.Int(3))
                .containsKey("flags");
    }

    @Test
    void takesAnEarlierRecordUnlessAskedForANewOne() throws Exception {
        Artifact first = imported(ImportOrders.of("gs://bucket/x"));
        earlier = first;

        assertThat(imported(ImportOrders.of("gs://bucket/x"))).isEqualTo(first);
        assertThat(asked.getLast().pipelineName()).isEqualTo("pipe");
        assertThat(imported(ImportOrders.of("gs://bucket/x").reimport()).id())
                .isNotEqualTo(first.id());
        assertThat(asked).hasSize(2);
    }

    @Test
    void makesANewRecordWhenContentHasComeSince() throws Exception {
        earlier = imported(ImportOrders.of("minio://b/k"));
        Files.createDirectories(folder.resolve("data/artifacts/minio/b"));
        Files.writeString(folder.resolve("data/artifacts/minio/b/k"), "12345");

        assertThat(imported(ImportOrders.of("minio://b/k")).digest()).isEqualTo("sha256:5");
    }

    @Test
    void copiesContentIntoTheWorkspace() throws Exception {
        Path file = Files.writeString(folder.resolve("file.txt"), "content");

        Artifact artifact = imported(ImportOrders.of(file.toString()).toWorkspace().workspace());

        assertThat(artifact.metadata().fields())
                .containsEntry(Workspaces.MARK, new Value.Bool(true));
        assertThat(folder.resolve("data/workspaces/run/.artifacts" + file)).hasContent("content");
    }

    @Test
    void refusesCopiesThatCannotBeMade() throws Exception {
        Path file = Files.writeString(folder.resolve("file.txt"), "content");

        assertThat(failed(ImportOrders.of(file.toString()).toWorkspace()).problem().message())
                .contains("no workspace");
        assertThat(
                        failed(ImportOrders.of("s3://elsewhere/x").toWorkspace().workspace())
                                .problem()
                                .message())
                .contains("no adapter");
        assertThat(
                        failed(ImportOrders.of("oci://r/m:v1").toWorkspace().workspace())
                                .problem()
                                .message())
                .contains("is an image");
    }

    @Test
    void followsNoLinkThatAStepLeftInTheWorkspace() throws Exception {
        Path file = Files.writeString(folder.resolve("file.txt"), "content");
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path workspace = Files.createDirectories(folder.resolve("data/workspaces/run"));
        Files.createSymbolicLink(workspace.resolve(".artifacts"), outside);

        assertThat(
                        failed(ImportOrders.of(file.toString()).toWorkspace().workspace())
                                .problem()
                                .message())
                .contains("a link is on the way");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void makesAndRemovesVolumes() throws Exception {
        Value name =
                succeeded(claim().takes("pvc_name_suffix", new Value.Text("-data")))
                        .outputs()
                        .parameters()
                        .get("name");
        assertThat(name).isInstanceOf(Value.Text.class);
        assertThat(succeeded(claim().takes("pvc_name_suffix", new Value.Text("-data"))))
                .as("again after a crash")
                .isNotNull();
        String made = ((Value.Text) requireNonNull(name)).value();
        assertThat(made).endsWith("-data");
        assertThat(volumes.find(made)).isNotNull();

        ImportOrders delete =
                ImportOrders.of(Change.DELETE).takes("pvc_name", new Value.Text(made));
        succeeded(delete);
        succeeded(delete);
        assertThat(volumes.find(made)).isNull();
        assertThat(failed(delete.attempt(2)).problem().code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void refusesClaimsThatAClusterWouldRefuse() throws Exception {
        succeeded(claim().takes("pvc_name", new Value.Text("data")));
        assertThat(
                        failed(claim().takes("pvc_name", new Value.Text("data")).attempt(2))
                                .problem()
                                .code())
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
        ImportOrders both =
                claim().takes("pvc_name", new Value.Text("a"))
                        .takes("pvc_name_suffix", new Value.Text("-b"));
        assertThat(failed(both).problem().message()).contains("expected: one at most");
        assertThat(failed(claim().takes("size", new Value.Text("big"))).problem().message())
                .contains("no quantity");
        assertThat(failed(claim().takes("access_modes", Value.NULL)).problem().message())
                .contains("access_modes");
        assertThat(failed(claim().takes("pvc_name", new Value.Text("Not OK"))).problem().message())
                .contains("cannot be called");
    }

    private static ImportOrders claim() {
        return ImportOrders.of(Change.CREATE)
                .takes("size", new Value.Text("5Gi"))
                .takes("access_modes", new Value.Items(List.of(new Value.Text("ReadWriteMany"))));
    }

    private @Nullable Artifact find(KnownArtifacts.Query query) {
        asked.add(query);
        return earlier;
    }

    private Artifact imported(ImportOrders order) throws Exception {
        return requireNonNull(succeeded(order).outputs().artifacts().get("artifact")).getFirst();
    }

    private AttemptResult.Succeeded succeeded(ImportOrders order) throws Exception {
        AttemptResult result = works.run(order.build());
        assertThat(result).isInstanceOf(AttemptResult.Succeeded.class);
        return (AttemptResult.Succeeded) result;
    }

    private AttemptResult.Failed failed(ImportOrders order) throws Exception {
        AttemptResult result = works.run(order.build());
        assertThat(result).isInstanceOf(AttemptResult.Failed.class);
        return (AttemptResult.Failed) result;
    }

    /** Files by address, their length for a digest. */
    private record OneFileStore(Path root) implements ArtifactStore {
        @Override
        public @Nullable Stored publish(String uri, Path staged) {
            throw new UnsupportedOperationException("importers write nothing");
        }

        @Override
        public @Nullable Stored stat(String uri) throws IOException {
            Path file = local(uri);
            return file == null || !Files.isRegularFile(file)
                    ? null
                    : new Stored("sha256:" + Files.size(file), Files.size(file), false);
        }

        @Override
        public @Nullable InputStream open(String uri, String relative) {
            throw new UnsupportedOperationException("importers read by path");
        }

        @Override
        public List<Entry> list(String uri, int limit) {
            throw new UnsupportedOperationException("importers read by path");
        }

        @Override
        public @Nullable Path local(String uri) {
            return uri.matches("(minio|s3|gs)://.*") ? root.resolve(uri.replace("://", "/")) : null;
        }
    }
}
