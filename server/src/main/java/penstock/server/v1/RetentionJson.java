package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Retention.Due;
import penstock.control.port.Retention.Group;
import penstock.control.port.Retention.Size;
import penstock.control.port.Retention.Standing;
import penstock.control.port.Retention.What;
import penstock.control.retention.Collected;
import penstock.control.retention.Collector.Ended;
import penstock.control.retention.Collector.Preview;
import penstock.control.retention.Limits;
import penstock.control.retention.RetentionRules;
import penstock.control.retention.Terms;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.server.json.Json;
import penstock.server.json.Times;

/** What goes of ended runs, as JSON. */
record RetentionJson(RetentionRules rules) {

    ObjectNode all(Preview preview, @Nullable Ended last) {
        ObjectNode json = Json.object();
        rules(json.putObject("rules"));
        ArrayNode due = json.putArray("would_delete");
        for (Preview.Part part : preview.parts()) {
            part(due.addObject(), part);
        }
        ObjectNode waiting = json.putObject("unreferenced");
        size(waiting.putObject("free"), preview.waiting().free());
        size(waiting.putObject("kept_by_cache"), preview.waiting().byResults());
        if (last != null) {
            ObjectNode node = json.putObject("last");
            node.put("started_at", Times.millis(last.startedAt()));
            node.put("ended_at", Times.millis(last.endedAt()));
            collected(node, last.collected());
        }
        return json;
    }

    static void collected(ObjectNode json, Collected collected) {
        json.put("runs", collected.runs());
        json.put("artifacts", collected.artifacts());
        json.put("artifact_bytes", Long.toString(collected.artifactBytes()));
        json.put("logs", collected.logs());
        json.put("cache_entries", collected.results());
        json.put("download_bytes", Long.toString(collected.downloadBytes()));
        json.put("in_use", collected.inUse());
        json.put("failures", collected.failures());
    }

    ObjectNode standing(RunId run, Standing standing) {
        ObjectNode json = Json.object();
        json.put("run_id", run.value());
        json.put("kept", standing.kept());
        json.put("artifact_bytes", Long.toString(standing.amount().artifactBytes()));
        time(json, "logs_gone_at", standing.logsGoneAt());
        time(json, "artifacts_gone_at", standing.artifactsGoneAt());
        Instant finished = standing.finishedAt();
        if (finished != null && !standing.kept()) {
            Group group =
                    new Group(standing.namespace(), "", standing.experiment(), standing.phase(), 1);
            time(json, "goes_at", rules.goes(What.RUN, group, finished));
            time(json, "artifacts_go_at", rules.goes(What.ARTIFACTS, group, finished));
            time(json, "logs_go_at", rules.goes(What.LOGS, group, finished));
        }
        return json;
    }

    private void rules(ObjectNode json) {
        terms(json, rules.usual());
        named(json, "namespaces", rules.namespaces());
        named(json, "experiments", rules.experiments());
        unused(json, "cache", rules.results());
        unused(json, "downloads", rules.downloads());
    }

    private static void named(ObjectNode json, String key, Map<String, Terms> all) {
        if (!all.isEmpty()) {
            ObjectNode map = json.putObject(key);
            all.forEach((name, terms) -> terms(map.putObject(name), terms));
        }
    }

    private static void unused(ObjectNode json, String key, @Nullable Duration age) {
        if (age != null) {
            json.putObject(key).put("unused", age.toString());
        }
    }

    private static void terms(ObjectNode json, Terms terms) {
        limits(json, "runs", terms.runs());
        limits(json, "artifacts", terms.artifacts());
        limits(json, "logs", terms.logs());
    }

    private static void limits(ObjectNode json, String key, @Nullable Limits limits) {
        if (limits == null) {
            return;
        }
        ObjectNode map = json.putObject(key);
        if (!limits.maxAge().isEmpty()) {
            ObjectNode age = map.putObject("max_age");
            limits.maxAge().forEach((phase, each) -> age.put(word(phase), each.toString()));
        }
        if (!limits.maxCount().isEmpty()) {
            ObjectNode count = map.putObject("max_count");
            limits.maxCount().forEach((phase, each) -> count.put(word(phase), each));
        }
    }

    private static void part(ObjectNode json, Preview.Part part) {
        Due due = part.due();
        Group group = due.group();
        json.put("what", due.what().name().toLowerCase(Locale.ROOT));
        json.put("namespace", group.namespace());
        json.put("experiment_id", group.experimentId());
        json.put("experiment", group.experiment());
        json.put("outcome", word(group.outcome()));
        time(json, "ended_before", due.endedBefore());
        if (due.newest() != null) {
            json.put("beyond_newest", due.newest());
        }
        json.put("runs", part.amount().runs());
        json.put("artifact_bytes", Long.toString(part.amount().artifactBytes()));
    }

    private static void size(ObjectNode json, Size size) {
        json.put("artifacts", size.artifacts());
        json.put("bytes", Long.toString(size.bytes()));
    }

    private static String word(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static void time(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, Times.millis(time));
        }
    }
}
