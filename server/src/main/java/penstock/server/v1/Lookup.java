package penstock.server.v1;

import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.engine.RunId;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Text;

/** Finds what a path names, or refuses. */
final class Lookup {

    private static final int MAX_ID = 64;

    private final RunReads reads;

    Lookup(RunReads reads) {
        this.reads = reads;
    }

    RunRow run(Call call) {
        String id = call.variable("run_id");
        RunRow row = isId(id) ? reads.run(new RunId(id)) : null;
        if (row == null) {
            throw Refusal.notFound("Run", Text.shown(id));
        }
        return row;
    }

    TaskDetail task(RunId run, Call call) {
        String id = call.variable("task_id");
        TaskDetail detail = isId(id) ? reads.task(run, id) : null;
        if (detail == null) {
            throw Refusal.notFound("Task", Text.shown(id));
        }
        return detail;
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID;
    }
}
