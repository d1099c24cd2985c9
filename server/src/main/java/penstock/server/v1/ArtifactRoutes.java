package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactStore;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.ArtifactRow;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;
import penstock.server.json.Json;

/** Artifacts by id: their record, their bytes, a beginning of them for people. */
final class ArtifactRoutes {

    private static final String ARTIFACT = "/apis/penstock/v1/artifacts/{artifact_id}";
    private static final int MAX_PREVIEW = 8 << 20;
    private static final int DEFAULT_PREVIEW = 64 << 10;
    private static final int MAX_ENTRIES = 1_000;

    private final RunReads reads;
    private final ArtifactStore store;

    ArtifactRoutes(RunReads reads, ArtifactStore store) {
        this.reads = reads;
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", ARTIFACT, this::get),
                Route.of("GET", ARTIFACT + "/content", this::content),
                Route.of("GET", ARTIFACT + "/preview", this::preview));
    }

    private Answer get(Call call) {
        ArtifactRow row = row(call);
        ObjectNode json = RunJson.artifact(row);
        json.put("run_id", row.run().value());
        json.put("task_id", row.taskId());
        json.put("is_directory", isFolder(row));
        return Json.answer(json);
    }

    private Answer content(Call call) {
        ArtifactRow row = row(call);
        String path = call.query().text("path");
        InputStream bytes = open(row, path);
        Map<String, String> headers =
                Map.of(
                        "Content-Type", "application/octet-stream",
                        "Content-Disposition",
                                "attachment; filename=\"" + fileName(row, path) + "\"",
                        "X-Content-Type-Options", "nosniff",
                        "Content-Security-Policy", "sandbox; default-src 'none'");
        return new Answer.Stream(
                200,
                headers,
                out -> {
                    try (bytes) {
                        bytes.transferTo(out);
                    }
                });
    }

    private Answer preview(Call call) {
        ArtifactRow row = row(call);
        int limit = call.query().integer("max_bytes", DEFAULT_PREVIEW);
        if (limit < 1 || limit > MAX_PREVIEW) {
            throw Refusal.invalid("max_bytes " + limit + " (expected: 1 to " + MAX_PREVIEW + ")");
        }
        String path = call.query().text("path");
        ObjectNode json = Json.object();
        boolean folder = isFolder(row);
        json.put("is_directory", folder);
        if (folder && path.isEmpty()) {
            entries(json.putArray("entries"), row);
            return Json.answer(json);
        }
        try (InputStream bytes = open(row, path)) {
            byte[] start = bytes.readNBytes(limit);
            json.put("truncated", bytes.read() >= 0);
            describe(json, start);
            return Json.answer(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFolder(ArtifactRow row) {
        try {
            ArtifactStore.Stored stored = store.stat(row.artifact().uri());
            return stored != null && stored.folder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void entries(ArrayNode json, ArtifactRow row) {
        try {
            for (ArtifactStore.Entry entry : store.list(row.artifact().uri(), MAX_ENTRIES)) {
                json.addObject()
                        .put("path", entry.path())
                        .put("size", Long.toString(entry.sizeBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void describe(ObjectNode json, byte[] start) {
        String text = text(start);
        json.put("content_type", text == null ? "application/octet-stream" : "text/plain");
        if (text == null) {
            json.put("base64", Base64.getEncoder().encodeToString(start));
        } else {
            json.put("text", text);
        }
    }

    /** The bytes as text, or null when they are not UTF-8; a character cut off at the end is. */
    private static @Nullable String text(byte[] bytes) {
        for (int cut = 0; cut <= 3 && cut <= bytes.length; cut++) {
            try {
                ByteBuffer whole = ByteBuffer.wrap(bytes, 0, bytes.length - cut);
                String text = StandardCharsets.UTF_8.newDecoder().decode(whole).toString();
                return text.indexOf('\0') < 0 ? text : null;
            } catch (CharacterCodingException e) {
                // Shorter by one byte, it may be text.
            }
        }
        return null;
    }

    private ArtifactRow row(Call call) {
        String id = call.variable("artifact_id");
        ArtifactRow row = null;
        try {
            row = reads.artifact(Long.parseLong(id));
        } catch (NumberFormatException e) {
            // Not a number: not an artifact either.
        }
        if (row == null) {
            throw Refusal.notFound("Artifact", Text.shown(id));
        }
        return row;
    }

    private InputStream open(ArtifactRow row, String path) {
        try {
            InputStream bytes = store.open(row.artifact().uri(), path);
            if (bytes == null) {
                throw Refusal.notFound(
                        "Content of artifact", row.artifact().id() + " " + Text.shown(path));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name that needs no quoting in a header, whatever the artifact is called. */
    private static String fileName(ArtifactRow row, String path) {
        String name =
                path.isEmpty() ? row.artifact().name() : path.substring(path.lastIndexOf('/') + 1);
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.isEmpty() ? "artifact" : plain;
    }
}
