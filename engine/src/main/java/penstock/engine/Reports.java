package penstock.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import penstock.plan.Component;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Task.RetryPolicy;

/** What a runner's reports come to. */
final class Reports {

    private Reports() {}

    /** A report counts only while its attempt is live and its lease is the one given. */
    static boolean isCurrent(RunState state, Command.ReportAttempt report) {
        TaskRun task = state.taskRun(report.attempt().path());
        return task != null
                && task.current() instanceof Try.Live live
                && live.id().equals(report.attempt())
                && live.lease().equals(report.lease());
    }

    /** Records a result, or keeps it until somebody has looked at the task. */
    static void take(Draft draft, AttemptId attempt, AttemptResult result) {
        Component.Pauses pauses = Pauses.of(draft.state(), attempt.path());
        boolean held =
                switch (result) {
                    case AttemptResult.Succeeded _ -> pauses.after();
                    case AttemptResult.Failed _ -> pauses.after() || pauses.onError();
                    case AttemptResult.Started _, AttemptResult.Lost _, AttemptResult.Stopped _ ->
                            false;
                };
        if (held && draft.state().phase() != Phase.CANCELING) {
            draft.add(new Event.AttemptHeld(draft.at(), attempt, result));
        } else {
            record(draft, attempt, result);
        }
    }

    static void record(Draft draft, AttemptId attempt, AttemptResult result) {
        switch (result) {
            case AttemptResult.Started(AttemptFacts facts) -> started(draft, attempt, facts);
            case AttemptResult.Succeeded(Outputs outputs) ->
                    draft.add(new Event.AttemptSucceeded(draft.at(), attempt, outputs));
            case AttemptResult.Failed(Problem problem, Integer exitCode, boolean retryable) ->
                    failed(draft, attempt, problem, exitCode, retryable);
            case AttemptResult.Lost(String reason) -> lost(draft, attempt, reason);
            case AttemptResult.Stopped() -> stopped(draft, attempt);
        }
    }

    private static void started(Draft draft, AttemptId attempt, AttemptFacts facts) {
        boolean known =
                draft.state().task(attempt.path()).current() instanceof Try.Live live
                        && (live.started() || live.stopRequested());
        if (!known) {
            draft.add(new Event.AttemptStarted(draft.at(), attempt, facts));
        }
    }

    private static void failed(
            Draft draft,
            AttemptId attempt,
            Problem problem,
            @Nullable Integer exitCode,
            boolean retryable) {
        draft.add(new Event.AttemptFailed(draft.at(), attempt, problem, exitCode));
        retryOrFail(draft, attempt, problem, retryable);
    }

    private static void lost(Draft draft, AttemptId attempt, String reason) {
        draft.add(new Event.AttemptLost(draft.at(), attempt, reason));
        Problem problem =
                new Problem(
                        ErrorCode.ATTEMPT_LOST,
                        "attempt " + attempt.number() + " was lost: " + reason,
                        "Retry the run; give the task a retry policy to have this done for you.");
        retryOrFail(draft, attempt, problem, true);
    }

    /** Outside a cancellation nobody asked for a stop, so it counts as a failure. */
    private static void stopped(Draft draft, AttemptId attempt) {
        draft.add(new Event.AttemptStopped(draft.at(), attempt));
        Problem problem =
                Problem.of(ErrorCode.STEP_KILLED, "the step was stopped outside of this run");
        retryOrFail(draft, attempt, problem, false);
    }

    private static void retryOrFail(
            Draft draft, AttemptId attempt, Problem problem, boolean retryable) {
        TaskPath path = attempt.path();
        if (draft.state().phase() == Phase.CANCELING) {
            draft.add(new Event.TaskCanceled(draft.at(), path));
            return;
        }
        RetryPolicy policy = draft.state().graph().plan().retryPolicy(path.declared().keys());
        if (!retryable || attempt.number() > policy.maxRetries()) {
            draft.add(new Event.TaskFailed(draft.at(), path, problem));
            return;
        }
        AttemptId next =
                new AttemptId(attempt.run(), path, attempt.generation(), attempt.number() + 1);
        Duration delay = policy.delay(attempt.number());
        if (delay.isZero() && draft.state().phase() == Phase.RUNNING) {
            draft.schedule(next);
            return;
        }
        Instant due = draft.at().plus(delay);
        draft.add(new Event.RetryScheduled(draft.at(), next, due));
        draft.due(new Effect.SetTimer(next, due));
    }
}
