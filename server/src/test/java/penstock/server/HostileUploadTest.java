package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are too large, that lie, or that would break out: refused with a 4xx, never stored.
 */
class HostileUploadTest {
    private static final List<String> UPLOADS =
            List.of("/apis/v2beta1/pipelines/upload", "/apis/v1beta1/pipelines/upload");
    private static final byte[] HELLO = TestApi.resource("hello.yaml");
    private static final int MIB = 1 << 20;

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void refused(String fileName, byte[] file) {
        for (String address : UPLOADS) {
            Reply reply = api.upload(address + "?name=bad", fileName, file);
            assertThat(reply.status()).as(fileName).isBetween(400, 499);
            assertThat(reply.at("error_message")).isNotEmpty();
            assertThat(reply.at("error_details")).isNotEmpty();
        }
        assertThat(api.get("/apis/v2beta1/pipelines").ok().text()).isEqualTo("{}");
    }

    private static byte[] zip(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    /** A tar of one entry; {@code kind} is 0 for a file, 2 for a symbolic link. */
    private static byte[] tar(String name, char kind, byte[] content) {
        byte[] head = new byte[512];
        put(head, 0, name);
        put(head, 100, "0000644");
        put(head, 124, "%011o".formatted(content.length));
        put(head, 136, "00000000000");
        head[156] = (byte) kind;
        put(head, 157, kind == '2' ? "/etc/passwd" : "");
        put(head, 257, "ustar");
        put(head, 263, "00");
        put(head, 148, "        ");
        int sum = 0;
        for (byte b : head) {
            sum += b & 0xFF;
        }
        put(head, 148, "%06o\0 ".formatted(sum));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.writeBytes(head);
        tar.writeBytes(content);
        tar.writeBytes(new byte[(512 - content.length % 512) % 512 + 1024]);
        return tar.toByteArray();
    }

    private static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    @Test
    void aFileOf33MebibytesIsTooLarge() {
        byte[] large = new byte[33 * MIB];
        refused("large.yaml", large);
        refused("large.zip", large);
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        refused("bomb.tar.gz", gzip(tar("pipeline.yaml", '0', new byte[300 * MIB])));
        refused("bomb.zip", zip(Map.of("pipeline.yaml", new byte[300 * MIB])));
        refused("not-tar.tar.gz", gzip(new byte[300 * MIB]));
    }

    @Test
    void linksAndPathsThatLeadOutAreRefused() throws IOException {
        refused("link.tar.gz", gzip(tar("pipeline.yaml", '2', new byte[0])));
        refused("hard.tar.gz", gzip(tar("pipeline.yaml", '1', new byte[0])));
        refused("slip.zip", zip(Map.of("../../pipeline.yaml", HELLO)));
        refused("slip.tar.gz", gzip(tar("../../etc/pipeline.yaml", '0', HELLO)));
        refused("root.zip", zip(Map.of("/etc/pipeline.yaml", HELLO)));
    }

    @Test
    void archivesThatEndTooEarlyOrHoldNothingAreRefused() throws IOException {
        byte[] good = zip(Map.of("pipeline.yaml", HELLO));
        byte[] tar = gzip(tar("pipeline.yaml", '0', HELLO));
        for (int length : new int[] {2, 3, 10, 40, good.length / 2, good.length - 1}) {
            refused("short.zip", Arrays.copyOf(good, length));
        }
        for (int length : new int[] {2, 3, 10, 40, tar.length / 2}) {
            refused("short.tar.gz", Arrays.copyOf(tar, length));
        }
        refused("empty.zip", zip(Map.of()));
        refused("other.zip", zip(Map.of("readme.txt", HELLO)));
        refused("picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    }

    @Test
    void tenThousandEntriesAreTooMany() throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            members.put("f" + i + ".yaml", new byte[0]);
        }
        refused("many.zip", zip(members));
    }

    @Test
    void aBodyThatIsNoFormOrIsCutOffIsRefused() {
        String address = UPLOADS.getFirst();
        byte[] cut =
                "--xyz\r\nContent-Disposition: form-data; name=\"uploadfile\""
                        .getBytes(StandardCharsets.UTF_8);
        for (String type :
                List.of(
                        "application/json",
                        "multipart/form-data",
                        "multipart/form-data; boundary=",
                        "multipart/form-data; boundary=xyz",
                        "multipart/form-data; boundary=" + "y".repeat(100),
                        "text/plain")) {
            assertThat(api.call("POST", address, Map.of("Content-Type", type), cut).status())
                    .as(type)
                    .isEqualTo(400);
        }
        assertThat(api.call("POST", address, Map.of(), cut).status()).isEqualTo(400);
    }

    @Test
    void whoeverComesFirstGetsTheName() throws InterruptedException, ExecutionException {
        List<Callable<Integer>> uploads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            uploads.add(() ->
                    api.post("/apis/v2beta1/experiments", "{\"display_name\":\"e\"}").status());
            uploads.add(() -> api.post("/apis/v2beta1/pipelines", "{\"name\":\"p\"}").status());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(uploads)) {
                statuses.add(each.get());
            }
        }
        assertThat(statuses).containsOnly(200, 409);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(2);
    }
}
