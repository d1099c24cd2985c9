package penstock.control;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.control.Outcome.Done;
import penstock.control.Outcome.Refused;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.TaskRow;
import penstock.control.rerun.Downstream;
import penstock.control.rerun.EarlierRun;
import penstock.control.rerun.Forecast;
import penstock.control.rerun.RerunPreview;
import penstock.engine.Phase;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.plan.Value;

/** Runs pipelines again, taking over what an earlier run finished. Calls block. */
public final class RerunService {

    private static final int PAGE = 2_000;

    /** Rows of the earlier run that a preview reads; failed ones come first. */
    private static final int MOST_ROWS = 200_000;

    private final RunService runs;
    private final RunReads reads;

    /** Goes on from runs that {@code reads} knows. */
    public RerunService(RunService runs, RunReads reads) {
        this.runs = runs;
        this.reads = reads;
    }

    /** What a request comes to before anything starts. */
    private record Prepared(
            RunRow earlier, Plan plan, CreateRun request, SortedSet<String> chosen) {}

    /** What {@link #start} would do. */
    public Outcome<RerunPreview> preview(RunId earlier, RerunRun wanted) {
        return switch (prepare(earlier, wanted)) {
            case Refused<Prepared>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<Prepared>(Prepared prepared) -> {
                Plan before = reads.plan(earlier);
                EarlierRun known =
                        new EarlierRun(
                                before == null ? prepared.plan : before,
                                prepared.earlier.header().parameters(),
                                phases(earlier));
                yield new Done<>(
                        Forecast.of(
                                known,
                                prepared.plan,
                                prepared.request.parameters(),
                                prepared.chosen));
            }
        };
    }

    /** Starts a run that takes over what it can. */
    public Outcome<RunId> start(RunId earlier, RerunRun wanted) {
        return switch (prepare(earlier, wanted)) {
            case Refused<Prepared>(var problem, var diagnostics) ->
                    new Refused<>(problem, diagnostics);
            case Done<Prepared>(Prepared prepared) -> runs.create(prepared.request);
        };
    }

    private Outcome<Prepared> prepare(RunId id, RerunRun wanted) {
        RunRow earlier = reads.run(id);
        if (earlier == null) {
            return Outcome.refused(
                    Problem.of(ErrorCode.NOT_FOUND, "run " + id + " does not exist"));
        }
        CreateRun.Source source = wanted.source() == null ? source(earlier) : wanted.source();
        return switch (runs.plan(source)) {
            case Refused<Plan>(var problem, var diagnostics) -> new Refused<>(problem, diagnostics);
            case Done<Plan>(Plan plan) -> prepare(earlier, plan, source, wanted);
        };
    }

    private Outcome<Prepared> prepare(
            RunRow earlier, Plan plan, CreateRun.Source source, RerunRun wanted) {
        SortedSet<String> chosen = new TreeSet<>();
        for (TaskPath path : wanted.from()) {
            TaskPath task = Downstream.chosen(plan, path);
            if (task == null) {
                return Outcome.refused(unknownTask(path, plan));
            }
            chosen.add(task.value());
        }
        SortedMap<String, Value> parameters = parameters(earlier, plan, wanted);
        Problem misfit = RunParameters.check(plan.root(), parameters);
        if (misfit != null) {
            return Outcome.refused(misfit);
        }
        List<TaskPath> paths = chosen.stream().map(TaskPath::new).toList();
        RunCaching.Reuse reuse =
                new RunCaching.Reuse(earlier.header().run(), Downstream.of(plan, paths));
        return new Done<>(
                new Prepared(
                        earlier,
                        plan,
                        request(earlier, source, wanted.displayName(), parameters, reuse),
                        chosen));
    }

    private static CreateRun request(
            RunRow earlier,
            CreateRun.Source source,
            String displayName,
            SortedMap<String, Value> parameters,
            RunCaching.Reuse reuse) {
        RunCaching caching = earlier.header().caching();
        String experiment = earlier.origin().experimentId();
        return new CreateRun(
                earlier.origin().namespace(),
                displayName.isEmpty() ? earlier.header().displayName() : displayName,
                earlier.origin().description(),
                experiment.isEmpty() ? null : experiment,
                source,
                parameters,
                earlier.header().pipelineRoot(),
                earlier.origin().serviceAccount(),
                new RunCaching(caching.enabled(), caching.maxAge(), reuse));
    }

    private CreateRun.Source source(RunRow earlier) {
        String pipelineId = earlier.origin().pipelineId();
        String versionId = earlier.origin().pipelineVersionId();
        if (pipelineId != null && versionId != null && runs.knows(versionId)) {
            return new CreateRun.OfPipeline(pipelineId, versionId);
        }
        String document = reads.document(earlier.header().run());
        return new CreateRun.Document(document == null ? "" : document);
    }

    /** The earlier run's, as far as the pipeline still takes them, and over them those wanted. */
    private static SortedMap<String, Value> parameters(RunRow earlier, Plan plan, RerunRun wanted) {
        SortedMap<String, Value> parameters = new TreeMap<>(earlier.header().parameters());
        parameters.keySet().retainAll(plan.root().io().parameters().keySet());
        parameters.putAll(wanted.parameters());
        return parameters;
    }

    private static Problem unknownTask(TaskPath path, Plan plan) {
        return new Problem(
                ErrorCode.INVALID_ARGUMENT,
                "the pipeline has no task '" + path + "'",
                "Its first tasks: " + String.join(", ", plan.root().tasks().keySet()) + ".");
    }

    private SortedMap<String, Phase> phases(RunId earlier) {
        SortedMap<String, Phase> phases = new TreeMap<>();
        for (TaskRow row : rows(earlier)) {
            phases.merge(
                    new TaskPath(row.path()).declared().value(),
                    row.phase(),
                    (one, other) -> one == Phase.SUCCEEDED ? other : one);
        }
        return phases;
    }

    private List<TaskRow> rows(RunId earlier) {
        List<TaskRow> rows = new ArrayList<>();
        List<TaskRow> page = reads.tasks(earlier, 0, PAGE).tasks();
        while (!page.isEmpty() && rows.size() < MOST_ROWS) {
            rows.addAll(page);
            page = reads.tasks(earlier, rows.size(), PAGE).tasks();
        }
        return rows;
    }
}
