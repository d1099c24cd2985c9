package penstock.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import penstock.control.Answer;
import penstock.control.port.Journal.Creation;
import penstock.engine.Command;
import penstock.engine.Event;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.Watcher;

/**
 * Those who ask: they create runs, pause, cancel and retry some, look at tasks that are held, and
 * ask again when not answered.
 */
final class Callers implements Watcher {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LATER = Duration.ofMinutes(5);
    private static final Duration AGAIN = Duration.ofSeconds(3);

    private final Stage stage;
    private final Disk disk;
    private final SortedMap<RunId, Errand> errands = new TreeMap<>();
    private final List<Request> open = new ArrayList<>();
    private @Nullable Server server;

    /** What somebody wants of one run. */
    private static final class Errand {
        final Creation creation;
        final boolean endless;
        final SortedSet<TaskPath> held = new TreeSet<>();
        int retries;

        Errand(Creation creation, boolean endless, int retries) {
            this.creation = creation;
            this.endless = endless;
            this.retries = retries;
        }

        RunId run() {
            return creation.header().run();
        }
    }

    private enum What {
        BEGIN,
        START_AGAIN,
        PAUSE,
        RESUME,
        RESUME_TASK,
        CANCEL,
        RETRY
    }

    /**
     * What is asked for.
     *
     * @param task to be resumed; the root otherwise
     */
    private record Wish(What what, TaskPath task) {
        static Wish of(What what) {
            return new Wish(what, TaskPath.ROOT);
        }
    }

    private record Request(Errand errand, Wish wish, Command command, Server server) {}

    Callers(Stage stage, Disk disk) {
        this.stage = stage;
        this.disk = disk;
    }

    /** Wants a run; an endless one will be cancelled. */
    void want(Creation creation, boolean endless) {
        Errand errand = new Errand(creation, endless, stage.dice().between(0, 2));
        errands.put(errand.run(), errand);
        later(errand, What.BEGIN, SOON);
    }

    /** A server is there to be asked. */
    void turnTo(Server next) {
        server = next;
    }

    /** A server is gone: whoever waits for its answer will ask again. */
    void turnFrom(Server gone) {
        if (server == gone) {
            server = null;
        }
        for (Request request : List.copyOf(open)) {
            if (request.server == gone) {
                open.remove(request);
                later(request.errand, request.wish, AGAIN);
            }
        }
    }

    private void later(Errand errand, What what, Duration longest) {
        later(errand, Wish.of(what), longest);
    }

    private void later(Errand errand, Wish wish, Duration longest) {
        stage.soon(stage.always(), longest, () -> ask(errand, wish));
    }

    private void ask(Errand errand, Wish wish) {
        if (server == null) {
            later(errand, wish, AGAIN);
            return;
        }
        if (wish.what == What.BEGIN && disk.holds(errand.run())) {
            begun(errand);
            return;
        }
        Command command = command(errand, wish);
        Request request = new Request(errand, wish, command, server);
        open.add(request);
        stage.see(new Sighting.Asked(server.epoch(), errand.run(), command));
        if (wish.what == What.BEGIN) {
            server.control().begin(errand.creation, answer -> answered(request, answer));
        } else {
            server.control().ask(errand.run(), command, answer -> answered(request, answer));
        }
    }

    private Command command(Errand errand, Wish wish) {
        var now = stage.timeline().now();
        return switch (wish.what) {
            case BEGIN -> new Command.StartRun(errand.creation.header().createdAt());
            case START_AGAIN -> new Command.StartRun(now);
            case PAUSE -> new Command.PauseRun(now, "somebody");
            case RESUME -> new Command.ResumeRun(now);
            case RESUME_TASK -> new Command.ResumeTask(now, wish.task);
            case CANCEL -> new Command.CancelRun(now, "somebody");
            case RETRY -> new Command.RetryRun(now);
        };
    }

    private void answered(Request request, Answer answer) {
        stage.see(
                new Sighting.Answered(
                        request.server.epoch(), request.errand.run(), request.command, answer));
        if (!open.remove(request)) {
            return;
        }
        switch (answer) {
            case Answer.Unable _ -> later(request.errand, request.wish, AGAIN);
            case Answer.Refused _ -> refused(request.errand, request.wish);
            case Answer.Accepted _, Answer.Kept _ -> accepted(request.errand, request.wish);
        }
    }

    private void accepted(Errand errand, Wish wish) {
        switch (wish.what) {
            case BEGIN -> begun(errand);
            case PAUSE -> later(errand, What.RESUME, LATER);
            case START_AGAIN, RESUME, RESUME_TASK, CANCEL, RETRY -> {}
        }
    }

    /** A task of a paused run cannot be resumed yet. */
    private void refused(Errand errand, Wish wish) {
        if (wish.what == What.RESUME_TASK && errand.held.contains(wish.task)) {
            later(errand, wish, SOON);
        }
    }

    private void begun(Errand errand) {
        if (stage.dice().chance(0.1)) {
            later(errand, What.START_AGAIN, SOON);
        }
        while (stage.dice().chance(0.25)) {
            later(errand, What.PAUSE, LATER);
        }
        if (errand.endless || stage.dice().chance(0.3)) {
            later(errand, What.CANCEL, stage.dice().chance(0.3) ? AGAIN : LATER);
            if (stage.dice().chance(0.2)) {
                later(errand, What.CANCEL, LATER);
            }
        }
    }

    @Override
    public void see(Sighting sighting, History history) {
        if (!(sighting instanceof Sighting.Recorded(RunId run, long _, Event event))) {
            return;
        }
        Errand errand = errands.get(run);
        if (errand == null) {
            return;
        }
        switch (event) {
            case Event.RunFinished finished -> ended(errand, finished.phase());
            case Event.RunRetried _ when errand.endless -> later(errand, What.CANCEL, LATER);
            case Event.TaskPaused paused -> look(errand, paused.path());
            case Event.AttemptHeld held -> look(errand, held.path());
            case Event.CancelRequested _, Event.RunTimedOut _ -> errand.held.clear();
            case Event.TaskResumed resumed -> errand.held.remove(resumed.path());
            default -> {}
        }
    }

    private void ended(Errand errand, Phase phase) {
        errand.held.clear();
        if (phase != Phase.SUCCEEDED && errand.retries-- > 0) {
            later(errand, What.RETRY, SOON);
        }
    }

    /** Somebody looks at the task and lets it go on. */
    private void look(Errand errand, TaskPath task) {
        errand.held.add(task);
        later(errand, new Wish(What.RESUME_TASK, task), SOON);
    }
}
