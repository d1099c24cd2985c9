package penstock.control;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import penstock.control.Outcome.Done;
import penstock.control.Outcome.Refused;
import penstock.control.port.Paging;
import penstock.control.port.RecurringRuns;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.control.port.RunReads;
import penstock.control.port.StepExecutor;
import penstock.control.schedule.FireTimes;
import penstock.control.schedule.Trigger;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * Recurring runs: schedules that start runs. Calls block until durable. Nothing fires before {@link
 * #begin}.
 */
public final class RecurringRunService {

    private final RecurringRuns rows;
    private final RunService runs;
    private final ExperimentService experiments;
    private final Scheduler scheduler;
    private final StepExecutor steps;
    private final Ids ids;

    RecurringRunService(
            RecurringRuns rows,
            RunReads reads,
            Control.Services services,
            StepExecutor steps,
            Ids ids) {
        this.rows = rows;
        this.runs = services.runs();
        this.experiments = services.experiments();
        this.scheduler = new Scheduler(rows, new Firings(runs, reads), steps);
        this.steps = steps;
        this.ids = ids;
    }

    /** Fires what is due, now and from now on. Returns at once. */
    public void begin() {
        scheduler.begin();
    }

    /** Adds one. Its pipeline and parameters have to make a run as things are now. */
    public Outcome<RecurringRun> create(WantedSchedule wanted) {
        return switch (experiments.openForRuns(wanted.namespace(), wanted.experimentId())) {
            case Refused<String>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<String>(String experimentId) -> add(first(wanted, experimentId));
        };
    }

    /** The recurring run, or a refusal when there is none. */
    public Outcome<RecurringRun> get(String id) {
        RecurringRun recurring = rows.get(id);
        return recurring == null ? unknown(id) : new Done<>(recurring);
    }

    /** Recurring runs, without their documents. */
    public Paging.Page<RecurringRun> list(
            String namespace, @Nullable String experimentId, Paging.Request request) {
        return rows.list(namespace, experimentId, request);
    }

    /** Lets one fire or stops it. What it missed while it was stopped is not made up for. */
    public Outcome<RecurringRun> enable(String id, boolean enabled) {
        return scheduler.change(
                id,
                () ->
                        switch (get(id)) {
                            case Done<RecurringRun>(var known) when known.enabled() == enabled ->
                                    new Done<>(known);
                            case Done<RecurringRun>(var known) ->
                                    replace(known, next(known, with(known, enabled), steps.now()));
                            case Refused<RecurringRun> refused -> refused;
                        });
    }

    /**
     * Changes one in place. Under a schedule that differs from the one before, nothing is made up
     * for; its experiment stays.
     */
    public Outcome<RecurringRun> change(String id, UnaryOperator<WantedSchedule> edit) {
        return scheduler.change(
                id,
                () ->
                        switch (get(id)) {
                            case Done<RecurringRun>(var known) ->
                                    changed(known, edit.apply(WantedSchedule.of(known)));
                            case Refused<RecurringRun> refused -> refused;
                        });
    }

    /** Removes one; its runs stay. */
    public Outcome<String> remove(String id) {
        return scheduler.change(id, () -> rows.remove(id) ? new Done<>(id) : unknown(id));
    }

    /** The next times at which it fires; none while it is disabled. */
    public List<Instant> next(RecurringRun recurring, int count) {
        return recurring.enabled()
                ? Schedules.times(recurring)
                        .preview(Schedules.progress(recurring), steps.now(), count)
                : List.of();
    }

    /** The next times at which {@code schedule} would fire if it were made now. */
    public Outcome<List<Instant>> preview(Schedule schedule, boolean catchUp, int count) {
        Instant now = steps.now();
        return switch (Schedules.trigger(schedule)) {
            case Refused<Trigger>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<Trigger>(Trigger trigger) ->
                    new Done<>(
                            new FireTimes(trigger, catchUp)
                                    .preview(new FireTimes.Progress(null, now, null), now, count));
        };
    }

    /** The id of a run of {@code recurring} that was given that name. */
    public static RunId runNamed(RecurringRun recurring, String name) {
        return SpawnedRuns.id(recurring.id(), name);
    }

    /** The id of the run that firing {@code index} started, if it started one. */
    public static RunId runOf(RecurringRun recurring, long index) {
        return Firings.id(recurring, index);
    }

    private RecurringRun first(WantedSchedule wanted, String experimentId) {
        Instant now = steps.now();
        return new RecurringRun(
                ids.uuid(),
                wanted.namespace(),
                experimentId,
                wanted.displayName(),
                wanted.description(),
                SpawnedRuns.stem(wanted.displayName(), ids.uuid()),
                wanted.template(),
                wanted.schedule(),
                Math.clamp(wanted.maxConcurrency(), 0, Integer.MAX_VALUE),
                wanted.catchUp(),
                wanted.enabled(),
                now,
                now,
                null,
                null);
    }

    private Outcome<RecurringRun> add(RecurringRun recurring) {
        Refused<RecurringRun> refused = refusal(recurring);
        if (refused != null) {
            return refused;
        }
        return scheduler.change(
                recurring.id(),
                () -> {
                    rows.add(recurring);
                    return new Done<>(recurring);
                });
    }

    private Outcome<RecurringRun> changed(RecurringRun known, WantedSchedule wanted) {
        RecurringRun next = next(known, wanted, steps.now());
        Refused<RecurringRun> refused = refusal(next);
        return refused == null ? replace(known, next) : refused;
    }

    private Outcome<RecurringRun> replace(RecurringRun known, RecurringRun next) {
        return rows.replace(next) ? new Done<>(next) : unknown(known.id());
    }

    /** Why it can start no run; null when it can. */
    private @Nullable Refused<RecurringRun> refusal(RecurringRun recurring) {
        Problem problem = RecurringRunRules.problem(recurring);
        if (problem != null) {
            return new Refused<>(problem, List.of());
        }
        Refused<RunId> refused =
                runs.refusal(Firings.request(recurring, recurring.nextIndex(), steps.now()));
        return refused == null ? null : new Refused<>(refused.problem(), refused.diagnostics());
    }

    private static WantedSchedule with(RecurringRun known, boolean enabled) {
        WantedSchedule wanted = WantedSchedule.of(known);
        return new WantedSchedule(
                wanted.namespace(),
                wanted.experimentId(),
                wanted.displayName(),
                wanted.description(),
                wanted.template(),
                wanted.schedule(),
                wanted.maxConcurrency(),
                wanted.catchUp(),
                enabled);
    }

    private static RecurringRun next(RecurringRun known, WantedSchedule wanted, Instant now) {
        boolean fresh =
                (wanted.enabled() && !known.enabled())
                        || !wanted.schedule().equals(known.schedule());
        return new RecurringRun(
                known.id(),
                known.namespace(),
                known.experimentId(),
                wanted.displayName(),
                wanted.description(),
                known.runName(),
                wanted.template(),
                wanted.schedule(),
                Math.clamp(wanted.maxConcurrency(), 0, Integer.MAX_VALUE),
                wanted.catchUp(),
                wanted.enabled(),
                known.createdAt(),
                now,
                fresh ? now : known.resumedAt(),
                known.last());
    }

    private static <T> Outcome<T> unknown(String id) {
        return Outcome.refused(
                Problem.of(ErrorCode.NOT_FOUND, "RecurringRun '" + id + "' not found"));
    }
}
