package penstock.server.backup;

import java.util.List;
import java.util.Map;
import penstock.server.http.Answer;
import penstock.server.http.Route;

/** Backups over HTTP, not compressed: whoever keeps one chooses how. */
public final class BackupRoutes {

    private final BackupWriter writer;

    /** Routes that stream what {@code writer} writes. */
    public BackupRoutes(BackupWriter writer) {
        this.writer = writer;
    }

    /** The routes; a page of another origin cannot make the server do this. */
    public List<Route> routes() {
        return List.of(
                Route.of(
                        "POST",
                        "/apis/penstock/v1/backup",
                        _ ->
                                new Answer.Stream(
                                        200,
                                        Map.of("Content-Type", "application/x-tar"),
                                        writer::write)));
    }
}
