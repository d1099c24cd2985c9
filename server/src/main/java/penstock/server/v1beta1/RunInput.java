package penstock.server.v1beta1;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.server.json.Fields;

/**
 * A run that a client wants.
 *
 * @param name the name, else that of the pipeline
 * @param jobId the schedule it is of; empty for none
 */
public record RunInput(
        String name,
        String description,
        String experimentId,
        Spec spec,
        String serviceAccount,
        String jobId) {

    private static final String OLD_PREFIX = "pipelines/";

    /**
     * What runs: a version, or else a document.
     *
     * @param document an Argo workflow or KFP's IR, as text; empty for none
     * @param texts parameters as SDK 1.8 sends them
     * @param values parameters as JSON
     */
    public record Spec(
            String pipelineId,
            String versionId,
            String document,
            SequencedMap<String, String> texts,
            SortedMap<String, Value> values,
            String pipelineRoot) {
        public Spec {
            texts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(texts));
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    /** Reads the body of a request. */
    public static RunInput read(Fields fields) {
        RunInput input = common(fields);
        fields.ignore(
                        "id",
                        "storage_state",
                        "created_at",
                        "scheduled_at",
                        "finished_at",
                        "status",
                        "error",
                        "metrics")
                .end();
        return input;
    }

    /** What runs and jobs have in common. */
    static RunInput common(Fields fields) {
        List<Reference> references = Reference.read(fields);
        String name = fields.text("name");
        Fields specFields = fields.message("pipeline_spec");
        String pipelineName = specFields == null ? "" : specFields.text("pipeline_name");
        return new RunInput(
                name.isEmpty() ? pipelineName : name,
                fields.text("description"),
                Reference.id(references, "EXPERIMENT"),
                spec(specFields, references, pipelineName),
                fields.text("service_account"),
                Reference.id(references, "JOB"));
    }

    private static Spec spec(
            @Nullable Fields fields, List<Reference> references, String pipelineName) {
        String versionId = versionId(references);
        String pipelineId = Reference.id(references, "PIPELINE");
        if (fields == null) {
            return new Spec(
                    pipelineId,
                    versionId,
                    "",
                    new LinkedHashMap<>(),
                    Collections.emptySortedMap(),
                    "");
        }
        String named = fields.text("pipeline_id");
        String old =
                pipelineName.startsWith(OLD_PREFIX)
                        ? pipelineName.substring(OLD_PREFIX.length())
                        : "";
        String chosen = first(named, first(pipelineId, old));
        String document = first(fields.text("workflow_manifest"), fields.text("pipeline_manifest"));
        SequencedMap<String, String> texts = parameters(fields);
        Fields runtime = fields.message("runtime_config");
        SortedMap<String, Value> values =
                runtime == null ? Collections.emptySortedMap() : runtime.values("parameters");
        String root = runtime == null ? "" : runtime.text("pipeline_root");
        if (runtime != null) {
            runtime.end();
        }
        fields.end();
        return new Spec(
                versionId.isEmpty() ? chosen : "", versionId, document, texts, values, root);
    }

    private static String versionId(List<Reference> references) {
        List<Reference> creators =
                references.stream().filter(each -> each.relationship().equals("CREATOR")).toList();
        return Reference.id(creators, "PIPELINE_VERSION");
    }

    private static SequencedMap<String, String> parameters(Fields fields) {
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        for (Fields each : fields.messages("parameters")) {
            String name = each.text("name");
            if (parameters.put(name, each.text("value")) != null) {
                throw Refusal.invalid("parameter '" + Text.shown(name) + "' is there twice");
            }
            each.end();
        }
        return parameters;
    }

    private static String first(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
