package penstock.server.v1;

import java.util.List;
import java.util.Map;
import penstock.control.port.RunReads;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.SignedLinks;
import penstock.server.json.Json;
import penstock.server.json.Times;

/** Links by which a browser downloads artifacts from a server that wants a token. */
public final class LinkRoutes {
    private static final String ARTIFACTS = "/apis/penstock/v1/artifacts/";

    private final RunReads reads;
    private final SignedLinks links;

    /** Links that {@code links} signs to artifacts that {@code reads} knows. */
    public LinkRoutes(RunReads reads, SignedLinks links) {
        this.reads = reads;
        this.links = links;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.of("GET", ARTIFACTS + "{artifact_id}:link", this::link));
    }

    private record Link(String url, String expiresAt) {}

    private Answer link(Call call) {
        long id = id(call.variable("artifact_id"));
        if (reads.artifact(id) == null) {
            throw Refusal.notFound("Artifact", Long.toString(id));
        }
        String path = call.query().text("path");
        SignedLinks.Link link =
                links.sign(
                        ARTIFACTS + id + "/content",
                        path.isEmpty() ? Map.of() : Map.of("path", path));
        return Json.answer(new Link(link.url(), Times.seconds(link.expiresAt())));
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.notFound("Artifact", "'" + text + "'");
        }
    }
}
