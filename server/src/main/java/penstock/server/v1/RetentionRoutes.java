package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import penstock.control.port.Retention;
import penstock.control.port.Retention.Standing;
import penstock.control.port.RunReads;
import penstock.control.retention.Collected;
import penstock.control.retention.Collector;
import penstock.engine.RunId;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;
import penstock.server.json.Json;

/** What goes of ended runs: the rules, what they would delete, and deleting it; keeping a run. */
public final class RetentionRoutes {

    private static final String RETENTION = "/apis/penstock/v1/retention";
    private static final String RUN = "/apis/penstock/v1/runs/{run_id}";
    private static final int PATIENCE_SECONDS = 30;

    private final Collector collector;
    private final Retention retention;
    private final Lookup lookup;
    private final RetentionJson json;

    /** Routes that ask {@code collector} to delete. */
    public RetentionRoutes(Collector collector, Retention retention, RunReads reads) {
        this.collector = collector;
        this.retention = retention;
        this.lookup = new Lookup(reads);
        this.json = new RetentionJson(collector.rules());
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.of(
                        "GET",
                        RETENTION,
                        _ -> Json.answer(json.all(collector.preview(), collector.last()))),
                Route.of("POST", RETENTION + ":collect", this::collect),
                Route.of("GET", RUN + "/retention", this::standing),
                Route.of("POST", RUN + ":keep", call -> keep(call, true)),
                Route.of("POST", RUN + ":unkeep", call -> keep(call, false)));
    }

    /** Waits a while; a client that is told that it goes on asks again and joins it. */
    private Answer collect(Call call) {
        CompletableFuture<Collected> ended = new CompletableFuture<>();
        collector.collect(ended::complete);
        ObjectNode answer = Json.object();
        try {
            RetentionJson.collected(answer, ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            answer.put("running", false);
        } catch (TimeoutException e) {
            answer.put("running", true);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.put("running", true);
        }
        return Json.answer(answer);
    }

    private Answer standing(Call call) {
        RunId run = lookup.run(call).header().run();
        Standing standing = retention.standing(run);
        if (standing == null) {
            throw Refusal.notFound("Run", Text.shown(run.value()));
        }
        return Json.answer(json.standing(run, standing));
    }

    private Answer keep(Call call, boolean kept) {
        RunId run = lookup.run(call).header().run();
        boolean _ = retention.keep(run, kept);
        return standing(call);
    }
}
