package penstock.server.kfp;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import penstock.control.CreateRun;
import penstock.control.RecurringRunService;
import penstock.control.WantedSchedule;
import penstock.control.port.Catalogue;
import penstock.control.port.Paging;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.control.port.RecurringRuns.Template;
import penstock.control.port.RunReads;
import penstock.server.backend.Backend;
import penstock.server.backend.Outcomes;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.list.Lists;
import penstock.server.list.Resource;

/** What is done to recurring runs, under whichever version of the API. */
final class RecurringRunActions {

    /** How many of the next fire times are told. */
    static final int TOLD = 5;

    private static final int LONGEST_ID = 64;

    /** From which a wanted one is made: disabled, and with nothing that may not be left out. */
    static final WantedSchedule NOTHING =
            new WantedSchedule(
                    Backend.NAMESPACE,
                    "",
                    "",
                    "",
                    new Template(null, null, null, Collections.emptySortedMap(), null, ""),
                    Schedule.ONCE,
                    0,
                    true,
                    false);

    private final RecurringRunService recurring;
    private final Catalogue catalogue;
    private final RunReads runs;
    private final Lists lists;

    RecurringRunActions(Backend backend, Lists lists) {
        this.recurring = backend.recurring();
        this.catalogue = backend.reads().catalogue();
        this.runs = backend.reads().runs();
        this.lists = lists;
    }

    RecurringRun find(String id) {
        if (id.length() > LONGEST_ID) {
            throw Refusal.notFound("RecurringRun", id.substring(0, LONGEST_ID) + "…");
        }
        return Outcomes.done(recurring.get(id));
    }

    void enable(String id, boolean enabled) {
        Outcomes.done(recurring.enable(find(id).id(), enabled));
    }

    void delete(String id) {
        Outcomes.done(recurring.remove(find(id).id()));
    }

    /**
     * A page of recurring runs as messages, and the token of the next one.
     *
     * @param experimentId empty for those of all experiments
     */
    <T> Page<T> page(Call call, String experimentId, Function<RecurringRun, T> message) {
        if (!experimentId.isEmpty() && catalogue.experiment(experimentId) == null) {
            throw Refusal.notFound("Experiment", experimentId)
                    .within("Failed to list recurring runs");
        }
        Lists.Asked asked = lists.read(call.query(), Resource.RECURRING_RUNS, experimentId);
        Paging.Page<RecurringRun> page =
                recurring.list(
                        Backend.NAMESPACE,
                        experimentId.isEmpty() ? null : experimentId,
                        asked.request());
        return new Page<>(
                page.items().stream().map(message).toList(), page.total(), lists.next(asked, page));
    }

    /** A page. */
    record Page<T>(List<T> items, long total, String next) {}

    /**
     * That a run which a client starts is to be of a recurring run.
     *
     * @param id empty for none
     */
    CreateRun.@Nullable Spawn spawn(String id, String name) {
        if (id.isEmpty()) {
            return null;
        }
        RecurringRun known = find(id);
        return new CreateRun.Spawn(
                RecurringRunService.runNamed(known, name), known.id(), null, null);
    }

    /** Whether the run was started before: it has the id that its name gives it. */
    boolean isStarted(CreateRun.Spawn spawn) {
        return runs.run(spawn.run()) != null;
    }

    /** {@code before} with another pipeline or document. */
    static Template of(CreateRun.Source source, Template before) {
        return switch (source) {
            case CreateRun.Document(String text) ->
                    new Template(
                            text,
                            null,
                            null,
                            before.parameters(),
                            before.pipelineRoot(),
                            before.serviceAccount());
            case CreateRun.OfPipeline(String pipelineId, String versionId) ->
                    new Template(
                            null,
                            pipelineId,
                            versionId,
                            before.parameters(),
                            before.pipelineRoot(),
                            before.serviceAccount());
        };
    }
}
