package penstock.server.v1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.RunChanges;
import penstock.control.port.LogReads;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.AttemptRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.engine.AttemptId;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;

/** The output of attempts, also while it is being written. */
final class LogRoutes {

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Type", "text/plain; charset=utf-8",
                    "Content-Security-Policy", "sandbox; default-src 'none'");

    private final RunReads reads;
    private final LogReads logs;
    private final RunChanges changes;
    private final Lookup lookup;
    private final Streams streams;

    LogRoutes(RunReads reads, LogReads logs, RunChanges changes, Streams streams) {
        this.streams = streams;
        this.reads = reads;
        this.logs = logs;
        this.changes = changes;
        this.lookup = new Lookup(reads);
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/apis/penstock/v1/runs/{run_id}/tasks/{task_id}/log", this::log));
    }

    private Answer log(Call call) {
        RunId run = lookup.run(call).header().run();
        TaskDetail task = lookup.task(run, call);
        long offset = call.query().number("offset", 0);
        if (offset < 0) {
            throw Refusal.invalid("offset " + offset + " (expected: 0 or more)");
        }
        AttemptRow row = attempt(task, call.query().integer("attempt", 0));
        if (row == null) {
            return new Answer.Stream(200, HEADERS, out -> {});
        }
        AttemptId attempt =
                new AttemptId(run, new TaskPath(task.row().path()), row.generation(), row.number());
        return call.query().flag("follow")
                ? streams.open(HEADERS, out -> follow(task, attempt, offset, out))
                : whole(attempt, offset);
    }

    private Answer whole(AttemptId attempt, long offset) {
        long end = Math.max(offset, Logs.size(logs, attempt));
        Answer answer =
                new Answer.Stream(200, HEADERS, out -> copy(attempt, offset, end - offset, out));
        return answer.with("X-Log-Offset", Long.toString(end));
    }

    /** Sends what is there, and what comes, until the attempt has ended. */
    private void follow(TaskDetail task, AttemptId attempt, long offset, OutputStream out)
            throws IOException {
        long at = offset;
        try (Ticker ticker = Ticker.of(changes, attempt.run())) {
            while (true) {
                boolean ended = hasEnded(task, attempt);
                long end = Logs.size(logs, attempt);
                if (end > at) {
                    copy(attempt, at, end - at, out);
                    out.flush();
                    at = end;
                }
                if (ended) {
                    return;
                }
                ticker.await();
            }
        }
    }

    private boolean hasEnded(TaskDetail task, AttemptId attempt) {
        TaskDetail now = reads.task(attempt.run(), task.row().taskId());
        if (now == null) {
            return true;
        }
        return now.attempts().stream()
                .filter(row -> row.generation() == attempt.generation())
                .filter(row -> row.number() == attempt.number())
                .allMatch(row -> row.phase().isTerminal());
    }

    private void copy(AttemptId attempt, long offset, long count, OutputStream out)
            throws IOException {
        try (InputStream log = logs.open(attempt, offset)) {
            if (log != null) {
                byte[] buffer = new byte[16 * 1024];
                long left = count;
                while (left > 0) {
                    int read = log.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) {
                        return;
                    }
                    out.write(buffer, 0, read);
                    left -= read;
                }
            }
        }
    }

    /** The attempt of that number in the newest generation; the newest one for 0. */
    private static @Nullable AttemptRow attempt(TaskDetail task, int number) {
        List<AttemptRow> attempts = task.attempts();
        if (number == 0 || attempts.isEmpty()) {
            return attempts.isEmpty() ? null : attempts.getLast();
        }
        for (AttemptRow attempt : attempts.reversed()) {
            if (attempt.number() == number) {
                return attempt;
            }
        }
        throw Refusal.notFound("Attempt", Integer.toString(number));
    }
}
