package penstock.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.Journal.LoadOutcome;
import penstock.control.port.StepExecutor;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Event;
import penstock.engine.Graph;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * The one writer of a run. Commands wait in a mailbox; a step takes some, decides, and commits
 * their events as one batch; only then are answers given and effects released. When a commit fails
 * the state is dropped and read again; unless the batch turns out to be durable, the same commands
 * are decided anew. A run that is set aside, or written by another server, stays closed.
 *
 * <p>Steps never overlap: {@link #submit} may be called from anywhere, everything else happens on
 * the executor, one step at a time.
 */
final class RunLoop {

    /** Commands that commit together at most. */
    private static final int MAX_BATCH = 256;

    /** Events after which a batch takes no further command. */
    private static final int FULL_BATCH = 2_000;

    private static final Duration RETRY_STORE_AFTER = Duration.ofMillis(500);

    /** How often the wait for the store doubles at most: to 8 s. */
    private static final int MAX_DOUBLINGS = 4;

    private final RunId run;
    private final Shell shell;
    private final RunListener listener;
    private final Deque<Mail> mailbox = new ArrayDeque<>();
    private boolean busy;

    private Journal.@Nullable Creation creation;
    private @Nullable RunState state;
    private long sequence;
    private @Nullable Doubt doubt;
    private int failures;
    private @Nullable Problem broken;
    private boolean forgettable;

    /** What every loop works with. */
    record Shell(Decider decider, Journal journal, StepExecutor steps, long epoch) {}

    /** A command and whoever waits for its answer. */
    record Mail(Command command, Consumer<Answer> answer) {}

    /** A batch of which nobody knows whether it is durable. */
    private record Doubt(Batch batch, Journal.Append append) {
        boolean isResolvedBy(List<Event> journal) {
            int from = Math.toIntExact(append.expectedSequence());
            int to = from + append.events().size();
            return journal.size() >= to && journal.subList(from, to).equals(append.events());
        }
    }

    RunLoop(RunId run, Shell shell, RunListener listener, Journal.@Nullable Creation creation) {
        this.run = run;
        this.shell = shell;
        this.listener = listener;
        this.creation = creation;
        this.state = creation == null ? null : initial(creation);
    }

    RunId run() {
        return run;
    }

    /** Queues a command; never decides inside this call. */
    void submit(Command command, Consumer<Answer> answer) {
        synchronized (mailbox) {
            mailbox.addLast(new Mail(command, answer));
            if (busy) {
                return;
            }
            busy = true;
        }
        execute(this::step);
    }

    /** A step that fails sets the run aside, and only this run. */
    private void execute(Runnable step) {
        shell.steps().execute(() -> guarded(step));
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            setAside(unexpected("acting on it failed", bug));
        }
    }

    /** True when nothing is queued or under way. */
    boolean isIdle() {
        synchronized (mailbox) {
            return !busy;
        }
    }

    private void step() {
        if (broken != null) {
            Batch.answerAll(takeAll(), new Answer.Unable(broken));
            rest();
        } else if (state == null) {
            load();
        } else {
            decide(state);
        }
    }

    private void load() {
        shell.journal().load(run, outcome -> execute(() -> loaded(outcome)));
    }

    private void loaded(LoadOutcome outcome) {
        switch (outcome) {
            case LoadOutcome.Loaded loaded -> resume(loaded);
            case LoadOutcome.Missing() when creation != null -> begin(creation);
            case LoadOutcome.Missing() -> {
                forgettable = true;
                refuse(Problem.of(ErrorCode.NOT_FOUND, "run " + run + " does not exist"));
            }
            case LoadOutcome.Unreadable(Problem problem) -> setAside(problem);
            case LoadOutcome.Unavailable _ -> suspend();
        }
    }

    private void begin(Journal.Creation created) {
        state = initial(created);
        sequence = 0;
        resolveDoubt(List.of());
        step();
    }

    private static RunState initial(Journal.Creation created) {
        return RunState.initial(created.header(), Graph.of(created.plan()));
    }

    private void resume(LoadOutcome.Loaded loaded) {
        creation = null;
        RunState folded;
        try {
            folded = RunState.initial(loaded.header(), Graph.of(loaded.plan()));
            for (Event event : loaded.events()) {
                folded = folded.apply(event);
            }
        } catch (RuntimeException bug) {
            setAside(unexpected("its journal cannot be replayed", bug));
            return;
        }
        state = folded;
        sequence = loaded.events().size();
        List<Effect> due = new ArrayList<>(folded.dueEffects());
        due.addAll(resolveDoubt(loaded.events()));
        listener.resumed(folded);
        listener.due(folded, due);
        continueIfDue(folded);
        step();
    }

    /**
     * Now it is known: the batch is durable and can be answered, or its commands come again. Gives
     * its effects when it is durable, because not all of them can be told from the state.
     */
    private List<Effect> resolveDoubt(List<Event> journal) {
        Doubt doubted = doubt;
        doubt = null;
        if (doubted != null && doubted.isResolvedBy(journal)) {
            doubted.batch.answerAll();
            return doubted.batch.effects();
        }
        if (doubted != null) {
            putBack(doubted.batch.mails());
        }
        return List.of();
    }

    private void decide(RunState before) {
        Batch batch = new Batch(before);
        try {
            while (batch.mails().size() < MAX_BATCH && batch.events() < FULL_BATCH) {
                Mail mail = take();
                if (mail == null) {
                    break;
                }
                batch.add(mail, decided(batch.after(), mail));
            }
        } catch (Undecided bug) {
            Batch.answerAll(batch.mails(), new Answer.Unable(bug.problem));
            setAside(bug.problem);
            return;
        }
        if (batch.mails().isEmpty()) {
            rest();
        } else if (batch.events() == 0) {
            batch.answerAll();
            step();
        } else {
            commit(batch);
        }
    }

    private Decision decided(RunState current, Mail mail) throws Undecided {
        try {
            return shell.decider().decide(current, mail.command());
        } catch (RuntimeException bug) {
            Problem problem = unexpected("command " + mail.command() + " failed", bug);
            mail.answer().accept(new Answer.Unable(problem));
            throw new Undecided(problem);
        }
    }

    private void commit(Batch batch) {
        Journal.Append append = batch.append(sequence, shell.epoch(), creation);
        shell.journal().append(append, outcome -> execute(() -> appended(batch, append, outcome)));
    }

    private void appended(Batch batch, Journal.Append append, AppendOutcome outcome) {
        switch (outcome) {
            case AppendOutcome.Committed() -> {
                creation = null;
                failures = 0;
                state = batch.after();
                sequence += append.events().size();
                batch.answerAll();
                listener.due(batch.after(), batch.effects());
                listener.committed(batch.after(), batch.touched());
                listener.changed(batch.after(), sequence);
                continueIfDue(batch.after());
                step();
            }
            case AppendOutcome.Fenced(String reason) -> {
                putBack(batch.mails());
                refuse(
                        new Problem(
                                ErrorCode.FAILED_PRECONDITION,
                                "run " + run + " is written by another server: " + reason,
                                "Stop one of the two servers that use this data folder."));
            }
            case AppendOutcome.Unavailable(Problem problem)
                    when problem.code().blame() == ErrorCode.Blame.INTERNAL -> {
                putBack(batch.mails());
                setAside(problem); // the batch itself is at fault, so trying again cannot help
            }
            case AppendOutcome.Unavailable _ -> {
                doubt = new Doubt(batch, append);
                suspend();
            }
        }
    }

    /** A decision that reached its bound goes on before anything that waits. */
    private void continueIfDue(RunState current) {
        if (current.hasDueWork()) {
            synchronized (mailbox) {
                mailbox.addFirst(new Mail(new Command.Continue(shell.steps().now()), _ -> {}));
            }
        }
    }

    /** Only the journal knows how the run stands. */
    private void suspend() {
        state = null;
        Duration wait = RETRY_STORE_AFTER.multipliedBy(1L << Math.min(failures++, MAX_DOUBLINGS));
        shell.steps().at(shell.steps().now().plus(wait), () -> guarded(this::step));
    }

    private void setAside(Problem problem) {
        shell.journal().quarantine(run, problem);
        refuse(problem);
    }

    private void refuse(Problem problem) {
        state = null;
        broken = problem;
        resolveDoubt(List.of());
        listener.closed(run);
        step();
    }

    private void rest() {
        synchronized (mailbox) {
            if (!mailbox.isEmpty()) {
                execute(this::step);
                return;
            }
            busy = false;
        }
        if (forgettable || (state != null && state.phase().isTerminal())) {
            listener.idle(this);
        }
    }

    private @Nullable Mail take() {
        synchronized (mailbox) {
            return mailbox.pollFirst();
        }
    }

    private List<Mail> takeAll() {
        synchronized (mailbox) {
            List<Mail> all = new ArrayList<>(mailbox);
            mailbox.clear();
            return all;
        }
    }

    private void putBack(List<Mail> mails) {
        synchronized (mailbox) {
            mails.reversed().forEach(mailbox::addFirst);
        }
    }

    private Problem unexpected(String what, RuntimeException bug) {
        return new Problem(
                ErrorCode.QUARANTINED,
                "run " + run + " is set aside: " + what + ": " + bug,
                "This is a defect of Penstock. The run is kept as it was; please report it.");
    }

    /** Leaves deciding when the engine failed. */
    private static final class Undecided extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Undecided(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }
}
