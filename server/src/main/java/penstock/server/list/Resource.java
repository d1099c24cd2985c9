package penstock.server.list;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.server.http.Refusal;
import penstock.server.http.Text;

/**
 * What can be listed, and the keys by which such a list is filtered and ordered. A key leads to the
 * field that a store knows.
 */
public final class Resource {
    /** Experiments. */
    public static final Resource EXPERIMENTS =
            common("experiments", "experiment_id")
                    .and("last_run_created_at", Kind.TIME)
                    .and("storage_state", Kind.TEXT);

    /** Pipelines. */
    public static final Resource PIPELINES = common("pipelines", "pipeline_id");

    /** Versions of one pipeline. */
    public static final Resource PIPELINE_VERSIONS =
            common("versions", "pipeline_version_id")
                    .and("status", Kind.TEXT)
                    .and("pipeline_spec", Kind.TEXT);

    /** Runs. */
    public static final Resource RUNS =
            common("runs", "run_id")
                    .named("name", "display_name")
                    .and("finished_at", Kind.TIME)
                    .and("scheduled_at", Kind.TIME)
                    .and("storage_state", Kind.TEXT)
                    .and("state", Kind.STATE)
                    .and("experiment_id", Kind.TEXT)
                    .and("recurring_run_id", Kind.TEXT)
                    .and("pipeline_version_id", Kind.TEXT)
                    .and("state_history", Kind.TEXT)
                    .and("runtime_details", Kind.TEXT)
                    .named("status", "state");

    /** Recurring runs. */
    public static final Resource RECURRING_RUNS =
            common("recurring-runs", "recurring_run_id")
                    .named("name", "display_name")
                    .and("updated_at", Kind.TIME)
                    .without("namespace");

    private static final String TAG = "tags.";
    private static final Pattern METRIC = Pattern.compile("metric:[a-z][-_a-z0-9]{0,63}");

    private final String name;
    private final Map<String, Field> fields;

    private Resource(String name, Map<String, Field> fields) {
        this.name = name;
        this.fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** What a field holds. */
    enum Kind {
        TEXT,
        TIME,
        STATE,
        TAG,
        METRIC
    }

    /** A field of a store. */
    record Field(String name, Kind kind) {}

    /** Its name. */
    String name() {
        return name;
    }

    /** The field that {@code key} leads to; keys are case-sensitive. */
    Field field(String key) {
        if (hasTags() && key.startsWith(TAG) && key.length() > TAG.length()) {
            return new Field(key, Kind.TAG);
        }
        if (this == RUNS && METRIC.matcher(key).matches()) {
            return new Field(key, Kind.METRIC);
        }
        @Nullable Field field = fields.get(key);
        if (field == null) {
            throw Refusal.invalid(
                    "key '"
                            + Text.shown(key)
                            + "' is not known here (expected one of: "
                            + String.join(", ", fields.keySet())
                            + ")");
        }
        return field;
    }

    private boolean hasTags() {
        return this == PIPELINES || this == PIPELINE_VERSIONS;
    }

    private static Resource common(String name, String id) {
        return new Resource(name, Map.of())
                .and("id", Kind.TEXT)
                .named(id, "id")
                .and("name", Kind.TEXT)
                .and("display_name", Kind.TEXT)
                .and("created_at", Kind.TIME)
                .and("description", Kind.TEXT)
                .and("namespace", Kind.TEXT);
    }

    private Resource and(String key, Kind kind) {
        return with(key, new Field(key, kind));
    }

    /** Another name for a known key. */
    private Resource named(String key, String known) {
        return with(key, field(known));
    }

    private Resource without(String key) {
        Map<String, Field> fewer = new TreeMap<>(fields);
        fewer.remove(key);
        return new Resource(name, fewer);
    }

    private Resource with(String key, Field field) {
        Map<String, Field> more = new TreeMap<>(fields);
        more.put(key, field);
        return new Resource(name, more);
    }
}
