package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import penstock.control.RunChanges;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.TaskRow;
import penstock.control.port.TaskTree;
import penstock.engine.RunId;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;

/**
 * Server-sent events. Each stream sends projection rows that changed since what it sent last, so a
 * slow reader gets fewer and larger updates and never makes the server remember more.
 */
final class EventRoutes {

    private static final int FIRST_PAGE = 2_000;
    private static final int MORE = 2_000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream; charset=utf-8");

    private final RunReads reads;
    private final TaskTree tasks;
    private final RunChanges changes;
    private final Lookup lookup;
    private final Streams streams;

    EventRoutes(RunReads reads, TaskTree tasks, RunChanges changes, Streams streams) {
        this.tasks = tasks;
        this.streams = streams;
        this.reads = reads;
        this.changes = changes;
        this.lookup = new Lookup(reads);
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/apis/penstock/v1/runs/{run_id}/events", this::events),
                Route.of("GET", "/apis/penstock/v1/changes", this::changes));
    }

    private Answer events(Call call) {
        RunId run = lookup.run(call).header().run();
        long after = after(call);
        return streams.open(HEADERS, out -> follow(run, after, new EventWriter(out)));
    }

    private Answer changes(Call call) {
        return streams.open(HEADERS, this::followAll);
    }

    private static long after(Call call) {
        String last = call.headers().first("Last-Event-ID");
        if (last == null || last.isEmpty()) {
            return call.query().number("after", -1);
        }
        try {
            return Long.parseLong(last);
        } catch (NumberFormatException e) {
            throw Refusal.invalid("Last-Event-ID (expected: a run version)");
        }
    }

    private void follow(RunId run, long after, EventWriter out) throws IOException {
        try (Ticker ticker = Ticker.of(changes, run)) {
            long sent = after;
            Instant spoke = Instant.now();
            while (true) {
                RunRow row = reads.run(run);
                if (row == null) {
                    return;
                }
                if (row.version() > sent || sent < 0) {
                    sent = send(row, sent, out);
                    spoke = Instant.now();
                }
                if (row.phase().isTerminal() && sent >= row.version()) {
                    out.event("end", row.version(), RunJson.run(row));
                    return;
                }
                if (spoke.plus(HEARTBEAT).isBefore(Instant.now())) {
                    out.comment("alive");
                    spoke = Instant.now();
                }
                ticker.await();
            }
        }
    }

    /**
     * Sends what changed after {@code sent}, without what is inside of loops; answers with the
     * version it has brought its reader to.
     */
    private long send(RunRow row, long sent, EventWriter out) throws IOException {
        RunId run = row.header().run();
        if (sent < 0) {
            RunReads.TaskPage first = tasks.within(run, "", 0, FIRST_PAGE);
            boolean complete = first.tasks().size() >= first.total();
            out.event("tasks", row.version(), LoopJson.page(tasks, run, first.tasks(), complete));
            out.event("run", row.version(), RunJson.run(row));
            return row.version();
        }
        long at = sent;
        List<TaskRow> rows = tasks.changedAfter(run, at, MORE);
        while (rows.size() >= MORE) {
            at = rows.getLast().version();
            out.event("tasks", at, LoopJson.page(tasks, run, rows, false));
            rows = tasks.changedAfter(run, at, MORE);
        }
        List<TaskRow> last = withOpenLoops(run, rows);
        if (!last.isEmpty()) {
            out.event("tasks", row.version(), LoopJson.page(tasks, run, last, true));
        }
        out.event("run", row.version(), RunJson.run(row));
        return Math.max(at, row.version());
    }

    /** An open loop's own row stays the same while its iterations come and go. */
    private List<TaskRow> withOpenLoops(RunId run, List<TaskRow> changed) {
        List<TaskRow> all = new ArrayList<>(changed);
        tasks.openLoops(run).stream().filter(loop -> !changed.contains(loop)).forEach(all::add);
        return all;
    }

    private void followAll(OutputStream out) throws IOException {
        try (ChangeQueue queue = new ChangeQueue(changes)) {
            EventWriter writer = new EventWriter(out);
            writer.comment("changes");
            while (true) {
                List<RunChanges.Change> changed = queue.await(HEARTBEAT);
                if (changed.isEmpty()) {
                    writer.comment("alive");
                }
                for (RunChanges.Change change : changed) {
                    ObjectNode json = Json.object();
                    json.put("run_id", change.run().value());
                    json.put("version", change.version());
                    json.put("state", change.phase().name());
                    writer.event("run", change.version(), json);
                }
            }
        }
    }
}
