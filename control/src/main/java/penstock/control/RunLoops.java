package penstock.control;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal;
import penstock.engine.Command;
import penstock.engine.Effect;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.engine.TaskView;

/** The loops in memory: one per run that has something to do. */
final class RunLoops {

    private final RunLoop.Shell shell;
    private final RunListener listener;
    private final ConcurrentMap<RunId, RunLoop> loops = new ConcurrentHashMap<>();

    /** The listener is told everything; loops that have nothing more to do are forgotten here. */
    RunLoops(RunLoop.Shell shell, RunListener listener) {
        this.shell = shell;
        this.listener = new Forgetting(listener);
    }

    /** Queues a command, reading the run back when it is not in memory. */
    void submit(RunId run, Command command, Consumer<Answer> answer) {
        submit(run, null, command, answer);
    }

    /** Queues the first command of a new run. */
    void create(Journal.Creation creation, Command command, Consumer<Answer> answer) {
        submit(creation.header().run(), creation, command, answer);
    }

    private void submit(
            RunId run,
            Journal.@Nullable Creation creation,
            Command command,
            Consumer<Answer> answer) {
        // Inside compute, so that a loop is not forgotten between being found and being used.
        loops.compute(
                run,
                (id, known) -> {
                    RunLoop loop =
                            known == null ? new RunLoop(id, shell, listener, creation) : known;
                    loop.submit(command, answer);
                    return loop;
                });
    }

    /** Passes everything on and drops loops that are done. */
    private final class Forgetting implements RunListener {
        private final RunListener next;

        Forgetting(RunListener next) {
            this.next = next;
        }

        @Override
        public void due(RunState state, List<Effect> effects) {
            next.due(state, effects);
        }

        @Override
        public void changed(RunState state, long version) {
            next.changed(state, version);
        }

        @Override
        public void committed(RunState after, List<TaskView> touched) {
            next.committed(after, touched);
        }

        @Override
        public void resumed(RunState state) {
            next.resumed(state);
        }

        @Override
        public void closed(RunId run) {
            next.closed(run);
        }

        @Override
        public void idle(RunLoop loop) {
            loops.computeIfPresent(
                    loop.run(), (_, known) -> known == loop && loop.isIdle() ? null : known);
            next.idle(loop);
        }
    }
}
