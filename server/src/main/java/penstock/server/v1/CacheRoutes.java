package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.CacheEntries;
import penstock.control.port.CacheEntries.Listed;
import penstock.control.port.CacheEntries.Selection;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.engine.RunId;
import penstock.plan.Plan;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Query;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;
import penstock.server.json.Json;

/** The cache: list and revoke its entries, say why a step was or was not run. */
final class CacheRoutes {

    private static final String ALL = "/apis/penstock/v1/cache";
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;

    private final RunReads reads;
    private final CacheEntries entries;
    private final Lookup lookup;
    private final CacheJson json;

    CacheRoutes(RunReads reads, CacheEntries entries) {
        this.reads = reads;
        this.entries = entries;
        this.lookup = new Lookup(reads);
        this.json = new CacheJson(reads, entries);
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", ALL, this::list),
                Route.of("DELETE", ALL, this::revokeSome),
                Route.of("DELETE", ALL + "/{entry_id}", this::revokeOne),
                Route.of(
                        "GET",
                        "/apis/penstock/v1/runs/{run_id}/tasks/{task_id}/cache",
                        this::explain));
    }

    private Answer list(Call call) {
        int size = call.query().integer("page_size", DEFAULT_PAGE);
        int offset = call.query().integer("page_token", 0);
        if (size < 1 || size > MAX_PAGE || offset < 0) {
            throw Refusal.invalid(
                    "page_size "
                            + size
                            + ", page_token "
                            + offset
                            + " (expected: 1 to 1000, 0 or more)");
        }
        Listed listed = entries.list(selection(call.query()), offset, size);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("entries");
        listed.entries().forEach(entry -> list.add(CacheJson.entry(entry)));
        answer.put("total_size", listed.total());
        int next = offset + listed.entries().size();
        if (next < listed.total()) {
            answer.put("next_page_token", Integer.toString(next));
        }
        return Json.answer(answer);
    }

    /** Everything goes only when that is said. */
    private Answer revokeSome(Call call) {
        Selection selection = selection(call.query());
        if (selection.equals(Selection.ALL) && !call.query().flag("all")) {
            throw Refusal.invalid(
                    "nothing chosen (expected: pipeline_name, run_id, filter or all=true)");
        }
        return revoked(entries.revoke(selection));
    }

    private Answer revokeOne(Call call) {
        String id = call.variable("entry_id");
        if (!id.matches("[0-9]{1,18}") || !entries.revoke(Long.parseLong(id))) {
            throw Refusal.notFound("CacheEntry", Text.shown(id));
        }
        return revoked(1);
    }

    private static Answer revoked(int count) {
        return Json.answer(Json.object().put("revoked", count));
    }

    private static Selection selection(Query query) {
        String run = query.text("run_id");
        return new Selection(
                absent(query.text("pipeline_name")),
                run.isEmpty() ? null : Outcomes.runId(run),
                absent(query.text("filter")));
    }

    private static @Nullable String absent(String text) {
        return text.isEmpty() ? null : text;
    }

    private Answer explain(Call call) {
        RunRow run = lookup.run(call);
        RunId id = run.header().run();
        RunReads.TaskDetail task = lookup.task(id, call);
        Plan plan = reads.plan(id);
        ObjectNode answer = plan == null ? null : json.of(run, plan, task);
        if (answer == null) {
            throw Refusal.invalid(
                    "task '" + task.row().path() + "' runs no program, so nothing is kept of it");
        }
        return Json.answer(answer);
    }
}
