package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import penstock.control.cache.Fingerprint;
import penstock.control.port.CacheEntries;
import penstock.control.port.FingerprintPart;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.engine.CacheNote;
import penstock.engine.CacheNote.Origin;
import penstock.engine.TaskPath;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Task;
import penstock.server.json.Json;
import penstock.server.json.Times;

/** Why a step was or was not run, and what its result depends on, as JSON. */
final class CacheJson {

    private final RunReads reads;
    private final CacheEntries entries;

    CacheJson(RunReads reads, CacheEntries entries) {
        this.reads = reads;
        this.entries = entries;
    }

    /** The answer for a task run; null when it runs no program. */
    @Nullable ObjectNode of(RunRow run, Plan plan, TaskDetail detail) {
        Task task = plan.taskAt(new TaskPath(detail.row().path()).declared().keys());
        if (task == null
                || !(plan.components().get(task.component())
                        instanceof Component.Container container)) {
            return null;
        }
        TaskPath path = new TaskPath(detail.row().path());
        Fingerprint fingerprint =
                Fingerprint.of(run.header(), path, task, container, detail.inputs());
        ObjectNode json = Json.object();
        CacheNote note = detail.cache();
        if (note == null) {
            json.put("outcome", "OFF");
            json.put("fingerprint", fingerprint.digest());
            json.put("reason", whyOff(run, task, path));
            json.putArray("differs");
        } else {
            note(json, note);
        }
        CacheEntries.Entry entry = kept(run, path, fingerprint, note);
        if (entry != null) {
            json.put("entry_id", Long.toString(entry.number()));
        }
        ObjectNode key = json.putObject("key");
        for (FingerprintPart part : fingerprint.parts()) {
            key.put(part.name(), part.shown());
        }
        return json;
    }

    /** The entry that was taken, or that the step made, while it is there. */
    private CacheEntries.@Nullable Entry kept(
            RunRow run, TaskPath path, Fingerprint fingerprint, @Nullable CacheNote note) {
        Origin taken = note == null ? null : note.origin();
        Origin origin = taken == null ? new Origin(run.header().run(), path) : taken;
        String digest = note == null ? fingerprint.digest() : note.fingerprint();
        return entries.madeBy(run.header().run(), run.pipelineName(), digest, origin);
    }

    private static String whyOff(RunRow run, Task task, TaskPath path) {
        var reuse = run.header().caching().reuse();
        if (reuse != null && reuse.isFresh(path)) {
            return "it was chosen to run anew, or depends on a step that was";
        }
        if (!task.cache().enabled()) {
            return "the pipeline switches caching off for this step";
        }
        return run.header().caching().enabled()
                ? "nothing has been looked for yet"
                : "caching is off for this run or this server";
    }

    private void note(ObjectNode json, CacheNote note) {
        json.put("outcome", note.outcome().name());
        json.put("fingerprint", note.fingerprint());
        json.put("reason", note.reason());
        ArrayNode differs = json.putArray("differs");
        for (CacheNote.Difference difference : note.differs()) {
            ObjectNode part = differs.addObject().put("part", difference.part());
            put(part, "value", difference.value());
            put(part, "before", difference.before());
        }
        Origin origin = note.origin();
        if (origin != null) {
            ObjectNode from = json.putObject("origin");
            from.put("run_id", origin.run().value());
            from.put("task_id", origin.path().idIn(origin.run()));
            from.put("path", origin.path().value());
            RunRow run = reads.run(origin.run());
            from.put("display_name", run == null ? "" : run.header().displayName());
        }
    }

    private static void put(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.put(name, text);
        }
    }

    static ObjectNode entry(CacheEntries.Entry entry) {
        ObjectNode json = Json.object();
        json.put("entry_id", Long.toString(entry.number()));
        json.put("fingerprint", entry.fingerprint());
        json.put("pipeline_name", entry.pipelineName());
        json.put("task", entry.path());
        json.put("component", entry.component());
        json.put("run_id", entry.run().value());
        json.put("task_id", new TaskPath(entry.path()).idIn(entry.run()));
        json.put("created_at", Times.millis(entry.createdAt()));
        json.put("hits", entry.hits());
        if (entry.lastHitAt() != null) {
            json.put("last_hit_at", Times.millis(entry.lastHitAt()));
        }
        return json;
    }
}
