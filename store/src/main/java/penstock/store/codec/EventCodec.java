package penstock.store.codec;

import java.time.Instant;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Event;
import penstock.engine.Lease;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.SkipReason;
import penstock.engine.TaskPath;

/**
 * Events as a type name and a JSON body. The run and the time are not part of the body: they stand
 * beside it.
 */
public final class EventCodec {

    private EventCodec() {}

    /** The name under which journals hold events like this one; given once, for ever. */
    public static String typeOf(Event event) {
        return switch (event) {
            case Event.RunStarted _ -> "RunStarted";
            case Event.ScopeStarted _ -> "ScopeStarted";
            case Event.LoopStarted _ -> "LoopStarted";
            case Event.IterationStarted _ -> "IterationStarted";
            case Event.TaskReady _ -> "TaskReady";
            case Event.LookUpAsked _ -> "LookUpAsked";
            case Event.LookUpMissed _ -> "LookUpMissed";
            case Event.TaskReused _ -> "TaskReused";
            case Event.TaskSkipped _ -> "TaskSkipped";
            case Event.AttemptScheduled _ -> "AttemptScheduled";
            case Event.AttemptStarted _ -> "AttemptStarted";
            case Event.AttemptSucceeded _ -> "AttemptSucceeded";
            case Event.AttemptFailed _ -> "AttemptFailed";
            case Event.AttemptLost _ -> "AttemptLost";
            case Event.AttemptStopped _ -> "AttemptStopped";
            case Event.RetryScheduled _ -> "RetryScheduled";
            case Event.StopRequested _ -> "StopRequested";
            case Event.TaskPaused _ -> "TaskPaused";
            case Event.AttemptHeld _ -> "AttemptHeld";
            case Event.TaskResumed _ -> "TaskResumed";
            case Event.ScopeSucceeded _ -> "ScopeSucceeded";
            case Event.TaskFailed _ -> "TaskFailed";
            case Event.TaskCanceled _ -> "TaskCanceled";
            case Event.RunPaused _ -> "RunPaused";
            case Event.RunResumed _ -> "RunResumed";
            case Event.RunTimedOut _ -> "RunTimedOut";
            case Event.CancelRequested _ -> "CancelRequested";
            case Event.RunFinished _ -> "RunFinished";
            case Event.RunRetried _ -> "RunRetried";
        };
    }

    /** The body of {@code event}. */
    public static String write(Event event, Blobs.Sink blobs) {
        return JsonOut.text(out -> out.object(() -> writeFields(out, event, blobs)));
    }

    private static void writeFields(JsonOut out, Event event, Blobs.Sink blobs) {
        DataCodec data = DataCodec.writing(blobs);
        switch (event) {
            case Event.RunStarted _ -> {}
            case Event.ScopeStarted(var _, var path, var inputs) ->
                    path(out, path).field("inputs", () -> data.write(out, inputs));
            case Event.LoopStarted(var _, var path, var inputs) ->
                    path(out, path).field("inputs", () -> data.write(out, inputs));
            case Event.IterationStarted(var _, var path) -> path(out, path);
            case Event.TaskReady(var _, var path, var inputs) ->
                    path(out, path).field("inputs", () -> data.write(out, inputs));
            case Event.LookUpAsked(var _, var next) -> attempt(out, next);
            case Event.LookUpMissed(var _, var path, var note) ->
                    path(out, path).field("note", () -> CacheCodec.write(out, note));
            case Event.TaskReused(var _, var path, var note, var outputs) ->
                    path(out, path)
                            .field("note", () -> CacheCodec.write(out, note))
                            .field("outputs", () -> data.write(out, outputs));
            case Event.TaskSkipped(var _, var path, var reason) -> skip(path(out, path), reason);
            case Event.AttemptScheduled(var _, var id, Lease(String host, long epoch)) ->
                    attempt(out, id).field("host", host).field("epoch", epoch);
            case Event.AttemptStarted(var _, var id, var facts) ->
                    attempt(out, id).field("facts", () -> FactsCodec.write(out, facts, blobs));
            case Event.AttemptSucceeded(var _, var id, var outputs) ->
                    attempt(out, id).field("outputs", () -> data.write(out, outputs));
            case Event.AttemptFailed(var _, var id, var problem, var exitCode) -> {
                attempt(out, id).field("problem", () -> ProblemCodec.write(out, problem));
                if (exitCode != null) {
                    out.field("exit_code", exitCode);
                }
            }
            case Event.AttemptLost(var _, var id, var reason) ->
                    attempt(out, id).field("reason", reason);
            case Event.AttemptStopped(var _, var id) -> attempt(out, id);
            case Event.RetryScheduled(var _, var next, var due) ->
                    attempt(out, next).field("due", due.toString());
            case Event.StopRequested(var _, var id) -> attempt(out, id);
            case Event.TaskPaused(var _, var next) -> attempt(out, next);
            case Event.AttemptHeld(var _, var id, var result) ->
                    held(attempt(out, id), result, data);
            case Event.TaskResumed(var _, var path) -> path(out, path);
            case Event.ScopeSucceeded(var _, var path, var outputs) ->
                    path(out, path).field("outputs", () -> data.write(out, outputs));
            case Event.TaskFailed(var _, var path, var problem) ->
                    path(out, path).field("problem", () -> ProblemCodec.write(out, problem));
            case Event.TaskCanceled(var _, var path) -> path(out, path);
            case Event.RunPaused(var _, var by) -> out.field("by", by);
            case Event.RunResumed _ -> {}
            case Event.RunTimedOut(var _, var deadline) ->
                    out.field("deadline", deadline.toString());
            case Event.CancelRequested(var _, var by) -> out.field("by", by);
            case Event.RunFinished(var _, var phase, var problem) -> {
                out.field("phase", phase);
                if (problem != null) {
                    out.field("problem", () -> ProblemCodec.write(out, problem));
                }
            }
            case Event.RunRetried(var _, var generation) -> out.field("generation", generation);
        }
    }

    private static void held(JsonOut out, AttemptResult result, DataCodec data) {
        switch (result) {
            case AttemptResult.Succeeded(var outputs) ->
                    out.field("outputs", () -> data.write(out, outputs));
            case AttemptResult.Failed(var problem, var exitCode, var retryable) -> {
                out.field("problem", () -> ProblemCodec.write(out, problem));
                if (exitCode != null) {
                    out.field("exit_code", exitCode);
                }
                out.flag("retryable", retryable);
            }
            case AttemptResult.Started _, AttemptResult.Lost _, AttemptResult.Stopped _ ->
                    throw new IllegalArgumentException("nobody holds an attempt that " + result);
        }
    }

    private static JsonOut path(JsonOut out, TaskPath path) {
        return out.unlessEmpty("path", path.value());
    }

    private static JsonOut attempt(JsonOut out, AttemptId id) {
        return path(out, id.path())
                .unless(1, "generation", id.generation())
                .unless(1, "number", id.number());
    }

    private static void skip(JsonOut out, SkipReason reason) {
        switch (reason) {
            case SkipReason.ConditionFalse(String condition) -> out.field("condition", condition);
            case SkipReason.UpstreamNotSucceeded(String task, Phase phase) ->
                    out.field("upstream", task).field("upstream_phase", phase);
        }
    }

    /**
     * The event of that type and body.
     *
     * @throws UnreadableException when this release knows no such type or body
     */
    public static Event read(String type, Instant at, RunId run, String body, Blobs.Source blobs) {
        return EventReader.read(type, new EventReader.Frame(at, run, blobs), JsonIn.read(body));
    }
}
