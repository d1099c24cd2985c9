package penstock.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.RunId;
import penstock.engine.TaskPath;

/**
 * Folders of attempts that an earlier server left: of attempts that go on, and of attempts whose
 * end was committed but whose folder it had no time to remove.
 */
final class Leftovers {

    private static final Duration BUILDING = Duration.ofHours(1);

    private Leftovers() {}

    /** The folders there are. */
    static List<AttemptFolder> in(Path attempts) throws IOException {
        List<AttemptFolder> found = new ArrayList<>();
        if (Files.isDirectory(attempts)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(attempts)) {
                folders.forEach(folder -> found.add(new AttemptFolder(folder)));
            }
        }
        return found;
    }

    /** Whose folder it is, by its order; null when it has none. */
    static @Nullable AttemptId owner(AttemptFolder folder) throws IOException {
        if (!folder.isOrdered()) {
            return null;
        }
        try {
            JsonNode task = Json.read(Files.readString(folder.order())).path("task");
            return new AttemptId(
                    new RunId(task.path("run").asText()),
                    new TaskPath(task.path("path").asText()),
                    task.path("generation").asInt(),
                    task.path("number").asInt());
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Whether a folder without order has been given up: nobody has touched it for an hour. */
    static boolean isAbandoned(AttemptFolder folder, Instant now) throws IOException {
        Instant touched = Files.getLastModifiedTime(folder.path()).toInstant();
        return !Files.exists(folder.claim()) && touched.isBefore(now.minus(BUILDING));
    }
}
