package penstock.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.ExpressionEvaluator;
import penstock.plan.Problem;

/** Decides what happens next in a run. Pure: same state and command, same decision. */
public final class Engine {

    /** Events after which a decision stops and asks for a {@link Command.Continue}. */
    public static final int MAX_EVENTS = 1_000;

    private final Lease owner;
    private final Advance advance;

    /**
     * @param owner under whose lease attempts are launched
     * @param expressions evaluates conditions and selectors
     */
    public Engine(Lease owner, ExpressionEvaluator expressions) {
        this.owner = owner;
        this.advance = new Advance(new InputResolver(expressions), expressions);
    }

    /** The decision that {@code command} comes to in {@code state}. */
    public Decision decide(RunState state, Command command) {
        Draft draft = new Draft(state, command.at(), owner);
        return switch (command) {
            case Command.StartRun _ when state.phase() == Phase.PENDING -> start(draft);
            case Command.StartRun _ -> Decision.none(state);
            case Command.ReportAttempt report -> report(draft, report);
            case Command.FireTimer timer -> fire(draft, timer);
            case Command.FireDeadline _ -> timeOut(draft);
            case Command.PauseRun pause -> answer(draft, Pauses.pause(draft, pause.by()));
            case Command.ResumeRun _ -> answer(draft, Pauses.resume(draft));
            case Command.ResumeTask resume ->
                    answer(draft, Pauses.resumeTask(draft, resume.path()));
            case Command.AnswerLookUp answer -> lookedUp(draft, answer);
            case Command.CancelRun cancel -> cancel(draft, cancel);
            case Command.RetryRun _ -> retry(draft);
            case Command.Continue _ -> goOn(draft);
        };
    }

    private Decision start(Draft draft) {
        draft.add(new Event.RunStarted(draft.at()));
        setDeadline(draft);
        openRoot(draft);
        return goOn(draft);
    }

    private static void openRoot(Draft draft) {
        RunState state = draft.state();
        Inputs inputs = InputResolver.rootInputs(state.graph().plan().root(), state.header());
        draft.add(new Event.ScopeStarted(draft.at(), TaskPath.ROOT, inputs));
    }

    private Decision report(Draft draft, Command.ReportAttempt report) {
        if (!Reports.isCurrent(draft.state(), report)) {
            return Decision.none(draft.state());
        }
        Reports.take(draft, report.attempt(), report.result());
        return goOn(draft);
    }

    private Decision fire(Draft draft, Command.FireTimer timer) {
        TaskRun task = draft.state().taskRun(timer.next().path());
        boolean awaited =
                draft.state().phase() == Phase.RUNNING
                        && task != null
                        && task.current() instanceof Try.Waiting waiting
                        && waiting.id().equals(timer.next());
        if (!awaited) {
            return Decision.none(draft.state());
        }
        draft.schedule(timer.next());
        return draft.decision();
    }

    private static void setDeadline(Draft draft) {
        Instant deadline = draft.state().deadline();
        if (deadline != null) {
            draft.due(new Effect.SetDeadline(deadline));
        }
    }

    /** Stops everything when the time is over; a timer may come from before a pause or a retry. */
    private Decision timeOut(Draft draft) {
        Instant deadline = draft.state().deadline();
        Duration most = draft.state().graph().plan().settings().deadline();
        if (deadline == null || most == null || draft.at().isBefore(deadline)) {
            return Decision.none(draft.state());
        }
        draft.add(new Event.RunTimedOut(draft.at(), most));
        return goOn(draft);
    }

    private Decision answer(Draft draft, @Nullable Problem refused) {
        return refused == null
                ? goOn(draft)
                : Decision.reject(draft.state(), new Rejected(refused));
    }

    private Decision lookedUp(Draft draft, Command.AnswerLookUp answer) {
        if (!LookUps.isAwaited(draft.state(), answer.next())) {
            return Decision.none(draft.state());
        }
        LookUps.answer(draft, answer.next(), answer.answer());
        return goOn(draft);
    }

    private Decision cancel(Draft draft, Command.CancelRun cancel) {
        RunState state = draft.state();
        if (state.phase().isTerminal()) {
            return Decision.reject(
                    state,
                    refusal("run " + state.header().run() + " has already ended " + state.phase()));
        }
        if (state.phase() == Phase.CANCELING) {
            return Decision.none(state);
        }
        draft.add(new Event.CancelRequested(draft.at(), cancel.by()));
        return goOn(draft);
    }

    private Decision retry(Draft draft) {
        RunState state = draft.state();
        if (state.phase() != Phase.FAILED && state.phase() != Phase.CANCELED) {
            return Decision.reject(
                    state,
                    refusal(
                            "run "
                                    + state.header().run()
                                    + " is "
                                    + state.phase()
                                    + " (expected: FAILED or CANCELED)"));
        }
        draft.add(new Event.RunRetried(draft.at(), state.progress().generation() + 1));
        setDeadline(draft);
        if (!draft.state().isOpen(TaskPath.ROOT)) {
            openRoot(draft);
        }
        return goOn(draft);
    }

    private Decision goOn(Draft draft) {
        switch (draft.state().phase()) {
            case RUNNING -> advance.run(draft);
            case CANCELING -> Cancellation.sweep(draft);
            case PENDING, PAUSED, SUCCEEDED, SKIPPED, FAILED, CANCELED -> {}
        }
        return draft.decision();
    }

    private static Rejected refusal(String message) {
        return new Rejected(Problem.of(ErrorCode.FAILED_PRECONDITION, message));
    }
}
