package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import penstock.artifact.LocalArtifactStore;
import penstock.compiler.argo.ArgoFrontend;
import penstock.compiler.cel.CelEvaluator;
import penstock.compiler.kfp.KfpFrontend;
import penstock.control.Capacity;
import penstock.control.Control;
import penstock.control.Ids;
import penstock.control.RecurringRunService;
import penstock.control.RunChanges;
import penstock.control.port.ArtifactCheck;
import penstock.control.port.ArtifactStore;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.Lease;
import penstock.engine.Phase;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.server.backend.Backend;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Dispatcher;
import penstock.server.http.Guard;
import penstock.server.http.Headers;
import penstock.server.http.Query;
import penstock.server.http.Refusal;
import penstock.server.json.ErrorBody;
import penstock.server.json.Json;
import penstock.server.kfp.KfpSettings;
import penstock.server.v1.ServerInfo;
import penstock.spec.document.Limits;
import penstock.store.DataFolder;
import penstock.store.Store;

/** All endpoints on a real store and real control, with steps that do not run. */
final class TestApi implements AutoCloseable {
    private final DataFolder folder;
    private final Store store;
    private final ServerSteps steps = new ServerSteps();
    private final Control control;
    private final Backend backend;
    private final Dispatcher dispatcher;
    private final AheadClock clock;
    private final Map<String, String> headers;
    final HeldRunner runner;

    TestApi(Path data) {
        this(data, null);
    }

    TestApi(Path data, @Nullable String token) {
        this(data, token, Map.of(), KfpSettings.DEFAULT);
    }

    /** {@code headers} are sent with every request that has no others of their names. */
    TestApi(Path data, @Nullable String token, Map<String, String> headers, KfpSettings settings) {
        this.headers = headers;
        AheadClock clock = new AheadClock();
        this.clock = clock;
        this.folder =
                ((DataFolder.Opening.Opened) DataFolder.open(data, Instant.now(), true)).folder();
        this.store = ((Store.Opening.Opened) Store.open(folder, Instant.now())).store();
        ArtifactStore artifacts = new LocalArtifactStore(folder.artifacts());
        this.runner = new HeldRunner(artifacts, store.artifactNumbers(), folder.path());
        CelEvaluator expressions = new CelEvaluator();
        this.control =
                new Control(
                        new Control.Outside(
                                store.journal(),
                                runner,
                                steps,
                                store.cacheEntries(),
                                ArtifactCheck.in(artifacts)),
                        expressions,
                        new Lease("here", store.epoch()),
                        new Capacity(8, 8_000, 1L << 30));
        Backend.Reads reads =
                new Backend.Reads(
                        store.catalogue(),
                        store.runReads(),
                        store.taskTree(),
                        new MemoryLogs(),
                        artifacts,
                        store.cacheEntries());
        Ids ids = () -> UUID.randomUUID().toString();
        Control.Services services =
                control.services(
                        store.catalogue(),
                        new ArgoFrontend(
                                Limits.DEFAULT, new KfpFrontend(Limits.DEFAULT, expressions)),
                        ids,
                        RunCaching.DEFAULT);
        RecurringRunService recurring =
                control.recurring(services, store.recurringRuns(), store.runReads(), ids);
        recurring.begin();
        this.backend = new Backend(services, recurring, reads, control.changes(), clock);
        this.dispatcher =
                Endpoints.dispatcher(
                        backend,
                        new byte[32],
                        new Guard(Set.of(), token),
                        TestApi::about,
                        List.of(),
                        settings);
    }

    private static ServerInfo about() {
        return new ServerInfo(
                "1", "/data", new ServerInfo.Runner(true, true, 8, 0, true), List.of());
    }

    Backend backend() {
        return backend;
    }

    /** Takes up what an earlier one in the same folder left unfinished. */
    void recover() {
        control.recover();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Reply get(String address) {
        return call("GET", address, Map.of(), new byte[0]);
    }

    Reply post(String address, Object json) {
        return call("POST", address, Map.of(), Json.bytes(json));
    }

    Reply post(String address, String body) {
        return call("POST", address, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    Reply delete(String address) {
        return call("DELETE", address, Map.of(), new byte[0]);
    }

    /** Uploads a file as a browser or the SDK does. */
    Reply upload(String address, String fileName, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--xyz\r\nContent-Disposition: form-data; name=\"uploadfile\"; filename=\""
                                + fileName
                                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        return call(
                "POST",
                address,
                Map.of("Content-Type", "multipart/form-data; boundary=xyz"),
                body.toByteArray());
    }

    Reply call(String method, String address, Map<String, String> headers, byte[] body) {
        int question = address.indexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Host", "localhost:8888");
        all.putAll(this.headers);
        all.putAll(headers);
        Headers lookup = name -> all.containsKey(name) ? List.of(all.get(name)) : List.of();
        Query query;
        try {
            query = Query.parse(question < 0 ? "" : address.substring(question + 1));
        } catch (Refusal refusal) {
            return whole(ErrorBody.of(refusal));
        }
        Reply reply =
                whole(
                        dispatcher.answer(
                                new Call(
                                        method,
                                        path,
                                        query,
                                        lookup,
                                        limit -> limited(body, limit),
                                        Map.of())));
        ContractCheck.check(method, path, reply);
        return reply;
    }

    private static byte[] limited(byte[] body, int limit) {
        if (body.length > limit) {
            throw Refusal.invalid("too large");
        }
        return body;
    }

    private static Reply whole(Answer answer) {
        return switch (answer) {
            case Answer.Whole whole -> new Reply(whole.status(), whole.headers(), whole.body());
            case Answer.Stream stream -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try {
                    stream.writer().writeTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield new Reply(stream.status(), stream.headers(), out.toByteArray());
            }
        };
    }

    /** The bytes of a file beside this class. */
    static byte[] resource(String name) {
        try (InputStream in = TestApi.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A version of the sample pipeline, as {@code pipeline id} and {@code version id}. */
    List<String> uploadHello(String name) {
        Reply pipeline =
                upload(
                                "/apis/v2beta1/pipelines/upload?name=" + encoded(name),
                                "hello.yaml",
                                resource("hello.yaml"))
                        .ok();
        String id = pipeline.at("pipeline_id");
        String versions = "/apis/v2beta1/pipelines/" + id + "/versions";
        return List.of(id, get(versions).ok().at("pipeline_versions", "0", "pipeline_version_id"));
    }

    /** Starts the sample pipeline; {@code text} says what its step does, see {@link HeldRunner}. */
    String startHello(String runName, String text) {
        List<String> ids = new ArrayList<>(uploadHello("p-" + UUID.randomUUID()));
        return post(
                        "/apis/v2beta1/runs",
                        """
                        {"display_name":"%s","pipeline_version_reference":
                         {"pipeline_id":"%s","pipeline_version_id":"%s"},
                         "runtime_config":{"parameters":{"text":"%s"}}}\
                        """
                                .formatted(runName, ids.get(0), ids.get(1), text))
                .ok()
                .at("run_id");
    }

    /** From now on, handlers see a time that is another minute later. */
    void letTimePass() {
        clock.ahead = clock.ahead.plusMinutes(1);
    }

    /** To a minute before now. */
    void turnBackTime() {
        clock.ahead = Duration.ofMinutes(-1);
    }

    /** The system's clock, ahead of it or behind. */
    private static final class AheadClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    /** Blocks until the run is in {@code phase}, and clients are shown so. */
    void await(String run, Phase phase) {
        CountDownLatch reached = new CountDownLatch(1);
        RunId id = new RunId(run);
        try (RunChanges.Subscription _ =
                backend.changes()
                        .subscribe(change -> {
                            if (change.run().equals(id) && change.phase() == phase) {
                                reached.countDown();
                            }
                        })) {
            RunRow now = backend.reads().runs().run(id);
            if (now == null || now.phase() != phase) {
                assertThat(reached.await(20, TimeUnit.SECONDS)).as("%s of %s", phase, run).isTrue();
            }
            if (phase == Phase.SUCCEEDED || phase == Phase.FAILED) {
                clock.ahead = clock.ahead.plusMillis(100);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Path folder(Path parent) {
        try {
            return Files.createDirectories(parent.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        steps.close();
        store.close();
        folder.close();
    }
}
