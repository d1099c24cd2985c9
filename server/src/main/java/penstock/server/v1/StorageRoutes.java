package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import penstock.control.port.StorageReads;
import penstock.control.port.StorageReads.Share;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;

/** What takes space in the data folder. */
public final class StorageRoutes {

    private static final String STORAGE = "/apis/penstock/v1/storage";
    private static final int DEFAULT_TOP = 10;
    private static final int MOST_TOP = 1_000;

    private final Path data;
    private final StorageReads reads;

    /** Routes about the data folder {@code data}. */
    public StorageRoutes(Path data, StorageReads reads) {
        this.data = data;
        this.reads = reads;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.of("GET", STORAGE, this::storage));
    }

    /** One at a time: looking keeps every processor busy. */
    private synchronized Answer storage(Call call) {
        int top = call.query().integer("top", DEFAULT_TOP);
        if (top < 0 || top > MOST_TOP) {
            throw Refusal.invalid("top " + top + " (expected: 0 to " + MOST_TOP + ")");
        }
        ObjectNode json = Json.object();
        json.put("data_dir", data.toString());
        SequencedMap<String, DiskUse.Size> kinds = kinds(DiskUse.of(data));
        DiskUse.Size total = DiskUse.Size.NONE;
        ArrayNode list = json.putArray("kinds");
        for (Map.Entry<String, DiskUse.Size> kind : kinds.entrySet()) {
            total = total.plus(kind.getValue());
            size(list.addObject().put("kind", kind.getKey()), kind.getValue());
        }
        size(json, total);
        json.put("free_bytes", Long.toString(free()));
        shares(json.putArray("pipelines"), reads.byPipeline(top));
        shares(json.putArray("experiments"), reads.byExperiment(top));
        return Json.answer(json);
    }

    /** In the order people ask for them; what has no name of its own is under {@code other}. */
    private static SequencedMap<String, DiskUse.Size> kinds(Map<String, DiskUse.Size> entries) {
        SequencedMap<String, DiskUse.Size> kinds = new LinkedHashMap<>();
        for (String kind :
                List.of(
                        "database",
                        "artifacts",
                        "logs",
                        "downloads",
                        "environments",
                        "volumes",
                        "workspaces",
                        "attempts",
                        "other")) {
            kinds.put(kind, DiskUse.Size.NONE);
        }
        entries.forEach((name, size) -> kinds.merge(kind(name), size, DiskUse.Size::plus));
        return kinds;
    }

    private static String kind(String name) {
        return switch (name) {
            case "artifacts", "logs", "downloads", "volumes", "workspaces", "attempts" -> name;
            case "envs" -> "environments";
            case String file when file.startsWith("penstock.db") -> "database";
            default -> "other";
        };
    }

    private long free() {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static void size(ObjectNode json, DiskUse.Size size) {
        json.put("files", size.files()).put("bytes", Long.toString(size.bytes()));
    }

    private static void shares(ArrayNode json, List<Share> shares) {
        for (Share share : shares) {
            json.addObject()
                    .put("name", share.name())
                    .put("artifacts", share.artifacts())
                    .put("bytes", Long.toString(share.bytes()));
        }
    }
}
