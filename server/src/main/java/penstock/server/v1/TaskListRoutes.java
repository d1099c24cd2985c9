package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.TaskPage;
import penstock.control.port.TaskTree;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Query;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.http.Text;
import penstock.server.json.Json;

/** Lists of task runs: all of a run, the children of one, or what is within one. */
final class TaskListRoutes {

    private static final int MAX_PAGE = 2_000;
    private static final int DEFAULT_PAGE = 200;
    private static final int MAX_PATH = 4_096;

    private final RunReads reads;
    private final TaskTree tasks;
    private final Lookup lookup;

    TaskListRoutes(RunReads reads, TaskTree tasks) {
        this.reads = reads;
        this.tasks = tasks;
        this.lookup = new Lookup(reads);
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/apis/penstock/v1/runs/{run_id}/tasks", this::tasks));
    }

    private Answer tasks(Call call) {
        RunId run = lookup.run(call).header().run();
        Query query = call.query();
        int size = query.integer("page_size", DEFAULT_PAGE);
        int offset = query.integer("page_token", 0);
        if (size < 1 || size > MAX_PAGE || offset < 0) {
            throw Refusal.invalid(
                    "page_size "
                            + size
                            + ", page_token "
                            + offset
                            + " (expected: 1 to 2000, 0 or more)");
        }
        TaskPage page = page(run, query, offset, size);
        ObjectNode json = LoopJson.page(tasks, run, page.tasks());
        json.put("total_size", page.total());
        int next = offset + page.tasks().size();
        if (next < page.total() && !page.tasks().isEmpty()) {
            json.put("next_page_token", Integer.toString(next));
        }
        return Json.answer(json);
    }

    private TaskPage page(RunId run, Query query, int offset, int size) {
        String parent = query.text("parent");
        String within = query.text("within");
        Phase phase = phase(query.text("state"));
        if (!parent.isEmpty() && within.isEmpty()) {
            return tasks.children(run, path("parent", parent), phase, offset, size);
        }
        if (!parent.isEmpty() || phase != null) {
            throw Refusal.invalid("parent goes without within, and state only with parent");
        }
        return within.isEmpty()
                ? reads.tasks(run, offset, size)
                : tasks.within(run, path("within", within), offset, size);
    }

    /** A slash alone is the run itself: an empty value would be no value. */
    private static String path(String name, String text) {
        if (text.length() > MAX_PATH) {
            throw Refusal.invalid(name + " (expected: at most " + MAX_PATH + " characters)");
        }
        return text.equals("/") ? "" : text;
    }

    private static @Nullable Phase phase(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String name = text.toUpperCase(Locale.ROOT);
        return Stream.of(Phase.values())
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.invalid(
                                "state "
                                        + Text.shown(text)
                                        + " (expected: one of "
                                        + List.of(Phase.values())
                                        + ")"));
    }
}
