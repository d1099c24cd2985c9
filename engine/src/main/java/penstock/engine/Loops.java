package penstock.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Artifact;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.Task;
import penstock.plan.Value;

/** What opening, going round and closing a loop does to the state. */
final class Loops {

    /**
     * Above this many open task runs a loop has one live iteration, so that a board stays small.
     */
    private static final int CROWDED = 10_000;

    private Loops() {}

    /** A loop over the same items goes on where an earlier generation left it. */
    static RunState open(RunState state, Event.LoopStarted started) {
        TaskPath path = started.path();
        Task task = Scopes.taskAt(state, path);
        LoopItems items = LoopItems.known(path, task, component(state, task), started.inputs());
        TaskRun head =
                TaskRun.started(
                        path,
                        state.progress().generation(),
                        Phase.RUNNING,
                        started.inputs(),
                        started.at());
        Board board = state.board().done(path).withTask(head).scopeOpened(path);
        LoopRun former = board.loops().get(path);
        if (former != null && former.items().equals(items)) {
            return state.with(settle(board, path, former.again()));
        }
        Board fresh = former == null ? board : board.withoutIterations(path);
        LoopRun loop = LoopRun.begin(items, task.loop() == null ? 1 : task.loop().parallelism());
        return state.with(settle(fresh, path, loop));
    }

    /** Opens the next iteration. */
    static RunState iterate(RunState state, Event.IterationStarted started) {
        TaskPath path = started.path();
        TaskPath head = path.parent();
        LoopRun loop = state.loop(head);
        if (path.index() != loop.cursor()) {
            throw new IllegalStateException(
                    path + " starts (expected: iteration " + loop.cursor() + ")");
        }
        Inputs inputs = loop.items().inputs(state.task(head).inputs(), path.index());
        boolean scope = state.component(head) instanceof Component.Scope;
        RunState opened =
                scope
                        ? Scopes.open(state, path, inputs, started.at())
                        : Attempts.ready(state, path, inputs, started.at());
        return opened.with(settle(opened.board(), head, loop.started()));
    }

    /** An iteration that succeeded leaves its outputs behind and nothing else. */
    static RunState iterationEnded(RunState state, TaskRun task) {
        TaskPath path = task.path();
        TaskPath head = path.parent();
        LoopRun loop = state.loop(head);
        Board board = state.board();
        if (task.phase() == Phase.SUCCEEDED) {
            board = board.withoutTask(path);
            loop = loop.succeeded(path.index(), task.outputs());
        } else {
            loop = loop.ended(path.index(), task.phase());
        }
        return state.with(
                state.progress().isGoingOn()
                        ? settle(board, head, loop)
                        : board.withLoop(head, loop));
    }

    /** The iteration as the event that folded it left it; null for any other event. */
    static @Nullable TaskRun folded(TaskRun before, Event event) {
        return switch (event) {
            case Event.ScopeSucceeded succeeded ->
                    before.succeeded(succeeded.at(), succeeded.outputs());
            case Event.AttemptSucceeded succeeded ->
                    before.succeeded(succeeded.at(), succeeded.outputs());
            default -> null;
        };
    }

    /** A succeeded loop keeps its outputs and forgets its iterations. */
    static RunState fold(RunState state, Event.ScopeSucceeded succeeded) {
        TaskPath path = succeeded.path();
        RunState folded = state.with(state.board().withoutLoop(path));
        return folded.end(folded.task(path).succeeded(succeeded.at(), succeeded.outputs()));
    }

    /**
     * What the iterations gave, in the order of their items: parameters as a list, which loops
     * inside one another nest, artifacts flat. Iterations that gave nothing are left out.
     */
    static Outputs collected(LoopRun loop, Interface io) {
        SortedMap<String, Value> parameters = new TreeMap<>();
        for (String name : io.outputParameters().keySet()) {
            List<Value> values = new ArrayList<>();
            for (Map.Entry<Integer, Outputs> iteration : loop.done()) {
                Value value = iteration.getValue().parameters().get(name);
                if (value != null) {
                    values.add(value);
                }
            }
            parameters.put(name, new Value.Items(values));
        }
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        for (String name : io.outputArtifacts().keySet()) {
            List<Artifact> all = new ArrayList<>();
            for (Map.Entry<Integer, Outputs> iteration : loop.done()) {
                all.addAll(iteration.getValue().artifacts().getOrDefault(name, List.of()));
            }
            artifacts.put(name, all);
        }
        return new Outputs(parameters, artifacts);
    }

    static Component component(RunState state, Task task) {
        return state.graph().plan().component(task.component());
    }

    /** A loop is due when it can start an iteration or is over. */
    private static Board settle(Board board, TaskPath path, LoopRun loop) {
        boolean room = loop.hasRoom() && (loop.live() == 0 || board.underWay() < CROWDED);
        boolean due = loop.isOver() || (loop.hasNext() && room);
        Board settled = board.withLoop(path, loop);
        return due ? settled.due(path) : settled.done(path);
    }
}
