package penstock.server.v1beta1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.RecurringRuns.Firing;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Template;
import penstock.server.backend.TriggerMessage;
import penstock.server.json.Times;

/** Makes messages of jobs. */
public final class JobMapper {

    private JobMapper() {}

    /**
     * A job.
     *
     * @param namespace that it is said to be in
     * @param document what it runs; empty when it is not to be shown
     * @param versionName the name of the version it runs; empty for a document
     */
    public static JobMessage message(
            RecurringRun row, String namespace, String document, String versionName) {
        Template template = row.template();
        String pipelineId = template.pipelineId();
        String root = template.pipelineRoot();
        TriggerMessage trigger = TriggerMessage.of(row.schedule());
        return new JobMessage(
                row.id(),
                row.displayName(),
                row.description(),
                Mapper.spec(
                        new Mapper.Named(pipelineId == null ? "" : pipelineId, versionName),
                        Document.of(document),
                        template.parameters(),
                        root == null ? "" : root),
                references(row, namespace),
                template.serviceAccount(),
                Integer.toString(row.maxConcurrency()),
                trigger.firesOnce() ? null : trigger,
                Times.seconds(row.createdAt()),
                Times.seconds(row.updatedAt()),
                row.enabled() ? "ENABLED" : "DISABLED",
                error(row.last()),
                row.enabled(),
                !row.catchUp());
    }

    private static List<Reference> references(RecurringRun row, String namespace) {
        List<Reference> references = new ArrayList<>();
        references.add(Reference.owner("NAMESPACE", namespace));
        references.add(Reference.owner("EXPERIMENT", row.experimentId()));
        Template template = row.template();
        references.addAll(Mapper.creators(template.pipelineId(), template.versionId()));
        return references;
    }

    private static String error(@Nullable Firing last) {
        return last == null || last.problem() == null ? "" : last.problem().message();
    }
}
