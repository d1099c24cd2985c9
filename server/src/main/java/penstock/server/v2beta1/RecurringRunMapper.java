package penstock.server.v2beta1;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.RecurringRunService;
import penstock.control.port.RecurringRuns.Firing;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Template;
import penstock.server.backend.TriggerMessage;
import penstock.server.json.SpecJson;
import penstock.server.json.Times;
import penstock.server.v2beta1.RecurringRunMessage.LastFire;
import penstock.server.v2beta1.RunMessage.RuntimeConfig;
import penstock.server.v2beta1.RunMessage.Status;
import penstock.server.v2beta1.RunMessage.VersionReference;

/** Makes messages of recurring runs. */
public final class RecurringRunMapper {

    /** KFP gives recurring runs, and nothing else, the namespace that it runs in. */
    public static final String NAMESPACE = "kubeflow";

    private RecurringRunMapper() {}

    /** A recurring run that fires {@code next}; its document is shown unless it is empty. */
    public static RecurringRunMessage message(RecurringRun row, List<Instant> next) {
        Template template = row.template();
        LastFire last = last(row);
        return new RecurringRunMessage(
                row.id(),
                row.displayName(),
                row.description(),
                template.document() == null || template.document().isEmpty()
                        ? null
                        : SpecJson.ofDocument(template.document()),
                reference(template),
                config(template),
                template.serviceAccount(),
                Integer.toString(row.maxConcurrency()),
                TriggerMessage.of(row.schedule()),
                row.enabled() ? "ENABLE" : "DISABLE",
                Times.seconds(row.createdAt()),
                Times.seconds(row.updatedAt()),
                row.enabled() ? "ENABLED" : "DISABLED",
                last == null ? null : last.error(),
                !row.catchUp(),
                NAMESPACE,
                row.experimentId(),
                next.stream().map(Times::seconds).toList(),
                last);
    }

    private static @Nullable VersionReference reference(Template template) {
        String versionId = template.versionId();
        return template.pipelineId() == null
                ? null
                : new VersionReference(template.pipelineId(), versionId == null ? "" : versionId);
    }

    private static @Nullable RuntimeConfig config(Template template) {
        String root = template.pipelineRoot();
        return template.parameters().isEmpty() && root == null
                ? null
                : new RuntimeConfig(template.parameters(), root == null ? "" : root);
    }

    private static @Nullable LastFire last(RecurringRun row) {
        Firing last = row.last();
        if (last == null) {
            return null;
        }
        Status error = Mapper.status(last.problem());
        String run = error == null ? RecurringRunService.runOf(row, last.index()).value() : "";
        return new LastFire(last.index(), Times.seconds(last.at()), run, error);
    }
}
