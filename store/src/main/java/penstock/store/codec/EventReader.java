package penstock.store.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.CacheNote;
import penstock.engine.Event;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.engine.RunId;
import penstock.engine.SkipReason;
import penstock.engine.TaskPath;
import penstock.plan.Problem;
import penstock.plan.Value;

/** The table of event types that journals may hold, each with its fields. */
final class EventReader {

    private static final Map<String, Type> TYPES = new TreeMap<>();

    static {
        ofRun();
        ofTask();
        ofAttempt();
        ofPause();
        ofLookUp();
    }

    private EventReader() {}

    /** What stands beside an event's body. */
    record Frame(Instant at, RunId run, Blobs.Source blobs) {}

    private record Type(List<String> fields, Body body) {}

    private interface Body {
        Event read(Frame frame, Fields fields);
    }

    static Event read(String name, Frame frame, Value body) {
        Type type = TYPES.get(name);
        if (type == null) {
            throw new UnreadableException("unknown event type '" + name + "'");
        }
        return type.body().read(frame, Fields.of(name, body, type.fields()));
    }

    private static void type(String name, Body body, String... fields) {
        TYPES.put(name, new Type(List.of(fields), body));
    }

    private static void ofRun() {
        type("RunStarted", (frame, _) -> new Event.RunStarted(frame.at()));
        type(
                "RunTimedOut",
                (frame, in) ->
                        new Event.RunTimedOut(frame.at(), in.read("deadline", Durations::read)),
                "deadline");
        type(
                "CancelRequested",
                (frame, in) -> new Event.CancelRequested(frame.at(), in.text("by")),
                "by");
        type(
                "RunFinished",
                (frame, in) ->
                        new Event.RunFinished(
                                frame.at(),
                                in.constant("phase", Phase.class),
                                in.optional("problem", ProblemCodec::read)),
                "phase",
                "problem");
        type(
                "RunRetried",
                (frame, in) -> new Event.RunRetried(frame.at(), in.small("generation", 1)),
                "generation");
    }

    private static void ofTask() {
        type(
                "ScopeStarted",
                (frame, in) -> new Event.ScopeStarted(frame.at(), path(in), inputs(frame, in)),
                "path",
                "inputs");
        type(
                "LoopStarted",
                (frame, in) -> new Event.LoopStarted(frame.at(), path(in), inputs(frame, in)),
                "path",
                "inputs");
        type(
                "IterationStarted",
                (frame, in) -> new Event.IterationStarted(frame.at(), path(in)),
                "path");
        type(
                "TaskReady",
                (frame, in) -> new Event.TaskReady(frame.at(), path(in), inputs(frame, in)),
                "path",
                "inputs");
        type(
                "TaskSkipped",
                (frame, in) -> new Event.TaskSkipped(frame.at(), path(in), skip(in)),
                "path",
                "condition",
                "upstream",
                "upstream_phase");
        type(
                "ScopeSucceeded",
                (frame, in) -> new Event.ScopeSucceeded(frame.at(), path(in), outputs(frame, in)),
                "path",
                "outputs");
        type(
                "TaskFailed",
                (frame, in) -> new Event.TaskFailed(frame.at(), path(in), problem(in)),
                "path",
                "problem");
        type("TaskCanceled", (frame, in) -> new Event.TaskCanceled(frame.at(), path(in)), "path");
    }

    private static void ofAttempt() {
        attemptType(
                "AttemptScheduled",
                (frame, in) ->
                        new Event.AttemptScheduled(
                                frame.at(),
                                attempt(frame, in),
                                new Lease(in.text("host"), in.integer("epoch"))),
                "host",
                "epoch");
        attemptType(
                "AttemptStarted",
                (frame, in) ->
                        new Event.AttemptStarted(
                                frame.at(),
                                attempt(frame, in),
                                in.read("facts", json -> FactsCodec.read(json, frame.blobs()))),
                "facts");
        attemptType(
                "AttemptSucceeded",
                (frame, in) ->
                        new Event.AttemptSucceeded(
                                frame.at(), attempt(frame, in), outputs(frame, in)),
                "outputs");
        attemptType(
                "AttemptFailed",
                (frame, in) ->
                        new Event.AttemptFailed(
                                frame.at(), attempt(frame, in), problem(in), exitCode(in)),
                "problem",
                "exit_code");
        attemptType(
                "AttemptLost",
                (frame, in) ->
                        new Event.AttemptLost(frame.at(), attempt(frame, in), in.text("reason")),
                "reason");
        attemptType(
                "AttemptStopped",
                (frame, in) -> new Event.AttemptStopped(frame.at(), attempt(frame, in)));
        attemptType(
                "RetryScheduled",
                (frame, in) ->
                        new Event.RetryScheduled(
                                frame.at(), attempt(frame, in), instant(in.text("due"))),
                "due");
        attemptType(
                "StopRequested",
                (frame, in) -> new Event.StopRequested(frame.at(), attempt(frame, in)));
    }

    private static void ofPause() {
        type("RunPaused", (frame, in) -> new Event.RunPaused(frame.at(), in.text("by")), "by");
        type("RunResumed", (frame, _) -> new Event.RunResumed(frame.at()));
        attemptType(
                "TaskPaused", (frame, in) -> new Event.TaskPaused(frame.at(), attempt(frame, in)));
        attemptType(
                "AttemptHeld",
                (frame, in) ->
                        new Event.AttemptHeld(frame.at(), attempt(frame, in), result(frame, in)),
                "outputs",
                "problem",
                "exit_code",
                "retryable");
        type("TaskResumed", (frame, in) -> new Event.TaskResumed(frame.at(), path(in)), "path");
    }

    private static void ofLookUp() {
        attemptType(
                "LookUpAsked",
                (frame, in) -> new Event.LookUpAsked(frame.at(), attempt(frame, in)));
        type(
                "LookUpMissed",
                (frame, in) -> new Event.LookUpMissed(frame.at(), path(in), note(in)),
                "path",
                "note");
        type(
                "TaskReused",
                (frame, in) ->
                        new Event.TaskReused(frame.at(), path(in), note(in), outputs(frame, in)),
                "path",
                "note",
                "outputs");
    }

    private static void attemptType(String name, Body body, String... more) {
        String[] fields = new String[more.length + 3];
        fields[0] = "path";
        fields[1] = "generation";
        fields[2] = "number";
        System.arraycopy(more, 0, fields, 3, more.length);
        type(name, body, fields);
    }

    private static AttemptId attempt(Frame frame, Fields in) {
        return new AttemptId(
                frame.run(), path(in), in.small("generation", 1), in.small("number", 1));
    }

    private static TaskPath path(Fields in) {
        return new TaskPath(in.text("path", ""));
    }

    private static Inputs inputs(Frame frame, Fields in) {
        return in.read("inputs", DataCodec.reading(frame.blobs())::inputs);
    }

    private static Outputs outputs(Frame frame, Fields in) {
        return in.read("outputs", DataCodec.reading(frame.blobs())::outputs);
    }

    private static AttemptResult result(Frame frame, Fields in) {
        return in.has("outputs")
                ? new AttemptResult.Succeeded(outputs(frame, in))
                : new AttemptResult.Failed(problem(in), exitCode(in), in.flag("retryable"));
    }

    private static CacheNote note(Fields in) {
        return in.read("note", CacheCodec::readNote);
    }

    private static Problem problem(Fields in) {
        return in.read("problem", ProblemCodec::read);
    }

    private static @Nullable Integer exitCode(Fields in) {
        return in.has("exit_code") ? in.small("exit_code", 0) : null;
    }

    private static SkipReason skip(Fields in) {
        return in.has("condition")
                ? new SkipReason.ConditionFalse(in.text("condition"))
                : new SkipReason.UpstreamNotSucceeded(
                        in.text("upstream"), in.constant("upstream_phase", Phase.class));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnreadableException("not a time: '" + text + "'");
        }
    }
}
