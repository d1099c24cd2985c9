package penstock.testkit.simulation.witness;

import penstock.engine.AttemptResult;
import penstock.engine.Command;
import penstock.engine.Event;

/** Short texts for logs, without anything that grows with the plan. */
final class Lines {

    private Lines() {}

    static String of(Event event) {
        String name = event.getClass().getSimpleName();
        return switch (event) {
            case Event.OfAttempt attempt -> name + " " + attempt.attempt();
            case Event.RetryScheduled retry -> name + " " + retry.next() + " due " + retry.due();
            case Event.RunFinished finished -> name + " " + finished.phase();
            case Event.RunRetried retried -> name + " " + retried.generation();
            case Event.LookUpAsked asked -> name + " " + asked.next();
            case Event.LookUpMissed missed ->
                    name + " " + missed.path() + ": " + missed.note().reason();
            case Event.TaskReused taken ->
                    name + " " + taken.path() + " " + taken.note().origin() + taken.outputs();
            case Event.TaskSkipped skipped -> name + " " + skipped.path() + ": " + skipped.reason();
            case Event.TaskReady ready -> name + " " + ready.path() + " " + ready.inputs();
            case Event.ScopeStarted started -> name + " " + started.path() + " " + started.inputs();
            case Event.LoopStarted started -> name + " " + started.path() + " " + started.inputs();
            case Event.IterationStarted started -> name + " " + started.path();
            case Event.TaskPaused paused -> name + " " + paused.next();
            case Event.TaskResumed resumed -> name + " " + resumed.path();
            case Event.RunPaused paused -> name + " by " + paused.by();
            case Event.RunTimedOut timedOut -> name + " after " + timedOut.deadline();
            case Event.ScopeSucceeded ended -> name + " " + ended.path() + " " + ended.outputs();
            case Event.TaskFailed failed ->
                    name + " " + failed.path() + ": " + failed.problem().message();
            case Event.TaskCanceled canceled -> name + " " + canceled.path();
            case Event.CancelRequested cancel -> name + " by " + cancel.by();
            case Event.RunStarted _, Event.RunResumed _ -> name;
        };
    }

    static String of(Command command) {
        String name = command.getClass().getSimpleName();
        return switch (command) {
            case Command.ReportAttempt report ->
                    name + " " + report.attempt() + " " + of(report.result());
            case Command.FireTimer timer -> name + " " + timer.next();
            case Command.AnswerLookUp answer ->
                    name + " " + answer.next() + ": " + answer.answer().note().reason();
            case Command.CancelRun cancel -> name + " by " + cancel.by();
            case Command.PauseRun pause -> name + " by " + pause.by();
            case Command.ResumeTask resume -> name + " " + resume.path();
            case Command.StartRun _,
                    Command.FireDeadline _,
                    Command.ResumeRun _,
                    Command.RetryRun _,
                    Command.Continue _ ->
                    name;
        };
    }

    static String of(AttemptResult result) {
        String name = result.getClass().getSimpleName();
        return switch (result) {
            case AttemptResult.Succeeded succeeded -> name + " " + succeeded.outputs();
            case AttemptResult.Failed failed -> name + " " + failed.problem().message();
            case AttemptResult.Lost lost -> name + " " + lost.reason();
            case AttemptResult.Started _, AttemptResult.Stopped _ -> name;
        };
    }
}
