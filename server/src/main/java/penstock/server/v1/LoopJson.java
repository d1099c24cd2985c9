package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import penstock.control.port.RunReads.TaskKind;
import penstock.control.port.RunReads.TaskRow;
import penstock.control.port.TaskTree;
import penstock.control.port.TaskTree.LoopCounts;
import penstock.engine.RunId;
import penstock.server.json.Json;

/** Task runs as JSON, the loops among them with how far they are. */
final class LoopJson {

    private LoopJson() {}

    static ObjectNode page(TaskTree tasks, RunId run, List<TaskRow> rows) {
        List<String> loops =
                rows.stream()
                        .filter(row -> row.kind() == TaskKind.LOOP)
                        .map(TaskRow::path)
                        .toList();
        SortedMap<String, LoopCounts> counts = tasks.loops(run, loops);
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("tasks");
        rows.forEach(row -> list.add(RunJson.task(row, counts.get(row.path()))));
        return json;
    }

    /**
     * @param complete nothing is left out
     */
    static ObjectNode page(TaskTree tasks, RunId run, List<TaskRow> rows, boolean complete) {
        return page(tasks, run, rows).put("complete", complete);
    }
}
