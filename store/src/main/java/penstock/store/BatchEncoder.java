package penstock.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal;
import penstock.control.port.RunOrigin;
import penstock.control.port.RunReads.TaskKind;
import penstock.engine.Event;
import penstock.engine.Inputs;
import penstock.engine.Phase;
import penstock.engine.Progress;
import penstock.engine.RunHeader;
import penstock.engine.SkipReason;
import penstock.engine.TaskPath;
import penstock.engine.TaskRun;
import penstock.engine.TaskView;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.plan.Task;
import penstock.store.BatchRows.CreationRow;
import penstock.store.BatchRows.EventRow;
import penstock.store.BatchRows.FileLimits;
import penstock.store.BatchRows.Reset;
import penstock.store.BatchRows.RunChange;
import penstock.store.BatchRows.TaskChange;
import penstock.store.codec.CacheCodec;
import penstock.store.codec.DataCodec;
import penstock.store.codec.EventCodec;
import penstock.store.codec.PlanCodec;
import penstock.store.codec.ProblemCodec;

/** Makes a batch into rows, on the thread of whoever appends. */
final class BatchEncoder {

    private final Journal.Append append;
    private final SortedMap<String, byte[]> blobs = new TreeMap<>();
    private final DataCodec data = DataCodec.writing(this::keep);
    private final AttemptFold attempts = new AttemptFold(this::keep);
    private final ResultFold results;
    private final List<EventRow> events = new ArrayList<>();
    private final List<Reset> resets = new ArrayList<>();
    private final Map<TaskPath, Long> versions = new HashMap<>();
    private final Map<TaskPath, String> inputs = new LinkedHashMap<>();
    private final Map<TaskPath, Inputs> opened = new HashMap<>();
    private final Set<TaskPath> iterations = new HashSet<>();
    private final StringBuilder history = new StringBuilder();
    private @Nullable String outputs;

    private BatchEncoder(Journal.Append append) {
        this.append = append;
        this.results = new ResultFold(append);
    }

    static BatchRows encode(Journal.Append append) {
        return new BatchEncoder(append).encode();
    }

    private BatchRows encode() {
        Journal.Creation creation = append.creation();
        CreationRow created = creation == null ? null : creation(creation);
        long version = append.expectedSequence();
        for (Event event : append.events()) {
            version++;
            read(event, version);
        }
        List<TaskChange> tasks =
                append.touched().stream()
                        .map(this::change)
                        .sorted(Comparator.comparingLong(TaskChange::version))
                        .toList();
        return new BatchRows(
                append.run(),
                append.expectedSequence(),
                append.epoch(),
                created,
                events,
                resets,
                tasks,
                attempts.changes(),
                attempts.artifacts(),
                results.change(),
                runChange(append.progress()),
                blobs);
    }

    private CreationRow creation(Journal.Creation creation) {
        RunHeader header = creation.header();
        RunOrigin origin = creation.origin();
        Plan plan = creation.plan();
        enter(Times.nanos(header.createdAt()), Phase.PENDING);
        return new CreationRow(
                origin.namespace(),
                origin.experimentId(),
                header.displayName(),
                header.resourceName(),
                origin.description(),
                origin.pipelineId(),
                origin.pipelineVersionId(),
                plan.pipelineName(),
                header.pipelineRoot(),
                origin.serviceAccount(),
                Times.nanos(header.createdAt()),
                Times.nanos(header.scheduledAt()),
                data.parameters(header.parameters()),
                CacheCodec.rules(header.caching()),
                origin.recurringRunId(),
                new FileLimits(
                        Times.nanosOrNull(plan.settings().keepSucceeded()),
                        Times.nanosOrNull(plan.settings().keepFailed())),
                keep(PlanCodec.write(plan)),
                keep(origin.document()));
    }

    private void read(Event event, long version) {
        long at = Times.nanos(event.at());
        events.add(new EventRow(at, EventCodec.typeOf(event), EventCodec.write(event, this::keep)));
        TaskPath path = event.path();
        if (path != null) {
            versions.put(path, version);
        }
        attempts.read(event, at);
        results.read(event, at);
        switch (event) {
            case Event.RunStarted _ -> enter(at, Phase.RUNNING);
            case Event.CancelRequested _ -> enter(at, Phase.CANCELING);
            case Event.RunFinished(var _, Phase phase, var _) -> enter(at, phase);
            case Event.RunPaused _ -> enter(at, Phase.PAUSED);
            case Event.RunResumed _ -> enter(at, Phase.RUNNING);
            case Event.RunTimedOut _ -> enter(at, Phase.CANCELING);
            case Event.RunRetried(var _, int generation) -> {
                enter(at, Phase.RUNNING);
                resets.add(new Reset(version, generation));
            }
            case Event.ScopeStarted(var _, TaskPath scope, var received) ->
                    inputs.put(scope, data.inputs(received));
            case Event.LoopStarted(var _, TaskPath loop, var received) -> {
                inputs.put(loop, data.inputs(received));
                opened.put(loop, received);
            }
            case Event.IterationStarted(var _, TaskPath iteration) -> iterations.add(iteration);
            case Event.TaskReady(var _, TaskPath task, var received) ->
                    inputs.put(task, data.inputs(received));
            case Event.ScopeSucceeded(var _, TaskPath scope, var given) when scope.isRoot() ->
                    outputs = data.outputs(given);
            case Event.ScopeSucceeded _, Event.TaskSkipped _, Event.TaskFailed _ -> {}
            case Event.TaskPaused _, Event.TaskResumed _ -> {}
            case Event.TaskCanceled _, Event.RetryScheduled _, Event.OfAttempt _ -> {}
            case Event.LookUpAsked _, Event.LookUpMissed _, Event.TaskReused _ -> {}
        }
    }

    private void enter(long at, Phase phase) {
        history.append(History.entry(at, phase));
    }

    private TaskChange change(TaskView view) {
        TaskRun run = view.run();
        Long version = versions.get(run.path());
        if (version == null) {
            throw new IllegalArgumentException(
                    "task run " + run.path() + " was touched by no event of its batch");
        }
        SkipReason skipped = run.skipped();
        return new TaskChange(
                run.path().value(),
                run.path().idIn(append.run()),
                view.declared().displayName(),
                view.declared().component(),
                kind(view).name(),
                run.phase(),
                version,
                run.generation(),
                run.current() == null ? 0 : run.current().id().number(),
                Times.nanosOrNull(run.startedAt()),
                Times.nanosOrNull(run.finishedAt()),
                problem(run.problem()),
                skipped == null ? null : Skips.kind(skipped),
                skipped == null ? null : skipped.text(),
                items(view),
                inputs(view),
                run.phase() == Phase.SUCCEEDED ? data.outputs(run.outputs()) : null,
                results.fingerprint(run.path()),
                results.note(run.path()));
    }

    private @Nullable Integer items(TaskView view) {
        Inputs received = opened.get(view.run().path());
        return received == null ? null : view.items(received);
    }

    /**
     * What the task run received, if it did in this batch. Of an iteration only the item is shown:
     * the rest is its loop's, and may hold all items.
     */
    private @Nullable String inputs(TaskView view) {
        TaskPath path = view.run().path();
        Task.Loop loop = view.declared().loop();
        return loop != null && iterations.contains(path)
                ? data.inputs(view.run().inputs().only(loop.itemInput()))
                : inputs.get(path);
    }

    private static TaskKind kind(TaskView view) {
        if (view.run().path().isIteration()) {
            return TaskKind.ITERATION;
        }
        if (view.declared().loop() != null) {
            return TaskKind.LOOP;
        }
        return switch (view.component()) {
            case Component.Container _, Component.VolumeChange _ -> TaskKind.CONTAINER;
            case Component.Scope _ -> TaskKind.SCOPE;
            case Component.Importer _ -> TaskKind.IMPORTER;
        };
    }

    private RunChange runChange(Progress progress) {
        return new RunChange(
                progress.phase(),
                progress.generation(),
                Times.nanosOrNull(progress.startedAt()),
                Times.nanosOrNull(progress.finishedAt()),
                problem(progress.problem()),
                attempts.live(),
                history.toString(),
                outputs);
    }

    private static @Nullable String problem(@Nullable Problem problem) {
        return problem == null ? null : ProblemCodec.write(problem);
    }

    private String keep(String content) {
        byte[] bytes = Digests.utf8(content);
        String digest = HexFormat.of().formatHex(Digests.sha256(bytes));
        blobs.put(digest, bytes);
        return digest;
    }
}
