package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import penstock.runner.volume.Volume;
import penstock.runner.volume.VolumeName;
import penstock.runner.volume.Volumes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;
import penstock.server.json.Json;
import penstock.server.json.Times;

/** Volumes: list and remove. */
public final class VolumeRoutes {

    private static final String VOLUMES = "/apis/penstock/v1/volumes";

    private final Volumes volumes;

    /** Routes that work on {@code volumes}. */
    public VolumeRoutes(Volumes volumes) {
        this.volumes = volumes;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.of("GET", VOLUMES, _ -> list()),
                Route.of("DELETE", VOLUMES + "/{name}", this::remove));
    }

    private Answer list() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("volumes");
        try {
            for (Volume volume : volumes.list()) {
                list.addObject()
                        .put("name", volume.name())
                        .put("size_bytes", Long.toString(volume.bytes()))
                        .put("requested", volume.size())
                        .put("created_at", Times.millis(volume.createdAt()))
                        .put("run_id", volume.run());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.answer(json);
    }

    private Answer remove(Call call) {
        String name = call.variable("name");
        try {
            if (!VolumeName.isAllowed(name) || !volumes.remove(name)) {
                throw Refusal.notFound("Volume", Text.shown(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.answer(Json.object());
    }
}
