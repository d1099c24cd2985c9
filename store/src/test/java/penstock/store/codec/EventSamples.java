package penstock.store.codec;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.AttemptFacts;
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
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Value;

/** Events as this release means them, by the name of the file that holds each. */
final class EventSamples {

    static final RunId RUN = new RunId("5c7e0c1e-0000-4000-8000-000000000001");
    static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456789Z");

    private static final TaskPath PATH = new TaskPath("outer/loop[3]/train");
    private static final AttemptId ATTEMPT = new AttemptId(RUN, PATH, 2, 3);
    private static final AttemptId FIRST = new AttemptId(RUN, new TaskPath("train"), 1, 1);
    private static final Problem PROBLEM =
            new Problem(ErrorCode.STEP_FAILED, "exit code 3", "look at the log");

    private EventSamples() {}

    static SortedMap<String, Event> all() {
        SortedMap<String, Event> all = new TreeMap<>();
        ofRun(all);
        ofTask(all);
        ofAttempt(all);
        ofLookUp(all);
        return all;
    }

    private static void ofRun(SortedMap<String, Event> all) {
        all.put("run-started", new Event.RunStarted(AT));
        all.put("cancel-requested", new Event.CancelRequested(AT, "somebody \"quoted\""));
        all.put("run-paused", new Event.RunPaused(AT, "somebody"));
        all.put("run-resumed", new Event.RunResumed(AT));
        all.put("run-timed-out", new Event.RunTimedOut(AT, Duration.ofMinutes(90)));
        all.put("run-finished", new Event.RunFinished(AT, Phase.SUCCEEDED, null));
        all.put("run-finished-failed", new Event.RunFinished(AT, Phase.FAILED, PROBLEM));
        all.put("run-retried", new Event.RunRetried(AT, 2));
    }

    private static void ofTask(SortedMap<String, Event> all) {
        all.put("scope-started-root", new Event.ScopeStarted(AT, TaskPath.ROOT, Inputs.NONE));
        all.put("scope-started", new Event.ScopeStarted(AT, PATH, inputs()));
        all.put("scope-succeeded", new Event.ScopeSucceeded(AT, PATH, outputs()));
        all.put("loop-started", new Event.LoopStarted(AT, new TaskPath("outer/loop"), inputs()));
        all.put(
                "iteration-started",
                new Event.IterationStarted(AT, new TaskPath("outer/loop[3]/inner[12]")));
        all.put("task-ready", new Event.TaskReady(AT, PATH, inputs()));
        all.put("task-ready-large", new Event.TaskReady(AT, PATH, largeInputs()));
        all.put(
                "task-skipped-condition",
                new Event.TaskSkipped(AT, PATH, new SkipReason.ConditionFalse("1 == 2")));
        all.put(
                "task-skipped-upstream",
                new Event.TaskSkipped(
                        AT, PATH, new SkipReason.UpstreamNotSucceeded("prepare", Phase.FAILED)));
        all.put("task-failed", new Event.TaskFailed(AT, PATH, PROBLEM));
        all.put("task-paused", new Event.TaskPaused(AT, ATTEMPT));
        all.put("task-resumed", new Event.TaskResumed(AT, PATH));
        all.put("task-canceled", new Event.TaskCanceled(AT, PATH));
    }

    private static void ofLookUp(SortedMap<String, Event> all) {
        String fingerprint = "cd".repeat(32);
        CacheNote.Origin origin =
                new CacheNote.Origin(
                        new RunId("5c7e0c1e-0000-4000-8000-000000000002"), new TaskPath("a/b[1]"));
        all.put("look-up-asked", new Event.LookUpAsked(AT, ATTEMPT));
        all.put(
                "look-up-missed",
                new Event.LookUpMissed(
                        AT,
                        PATH,
                        new CacheNote(
                                CacheNote.Outcome.MISS,
                                fingerprint,
                                "differs in image (a \u2192 b)",
                                List.of(new CacheNote.Difference("image", null, null)),
                                null)));
        all.put(
                "look-up-missed-with-values",
                new Event.LookUpMissed(
                        AT,
                        PATH,
                        new CacheNote(
                                CacheNote.Outcome.MISS,
                                fingerprint,
                                "differs in image (a \u2192 b), parameter:x, parameter:y",
                                List.of(
                                        new CacheNote.Difference("image", "b", "a"),
                                        new CacheNote.Difference("parameter:x", "1", null),
                                        new CacheNote.Difference("parameter:y", null, "2")),
                                null)));
        all.put(
                "task-reused",
                new Event.TaskReused(
                        AT,
                        PATH,
                        new CacheNote(
                                CacheNote.Outcome.HIT,
                                fingerprint,
                                "the same program and inputs",
                                List.of(),
                                origin),
                        outputs()));
    }

    private static void ofAttempt(SortedMap<String, Event> all) {
        all.put("attempt-scheduled", new Event.AttemptScheduled(AT, ATTEMPT, lease()));
        all.put("attempt-scheduled-first", new Event.AttemptScheduled(AT, FIRST, lease()));
        all.put("attempt-started", new Event.AttemptStarted(AT, ATTEMPT, facts("/usr/bin")));
        all.put(
                "attempt-started-large",
                new Event.AttemptStarted(AT, ATTEMPT, facts("/usr/bin:".repeat(40))));
        all.put("attempt-succeeded", new Event.AttemptSucceeded(AT, ATTEMPT, outputs()));
        all.put("attempt-failed", new Event.AttemptFailed(AT, ATTEMPT, PROBLEM, 3));
        all.put(
                "attempt-failed-killed",
                new Event.AttemptFailed(
                        AT, ATTEMPT, Problem.of(ErrorCode.STEP_KILLED, "signal 9"), null));
        all.put(
                "attempt-held",
                new Event.AttemptHeld(AT, ATTEMPT, new AttemptResult.Succeeded(outputs())));
        all.put(
                "attempt-held-failed",
                new Event.AttemptHeld(AT, ATTEMPT, new AttemptResult.Failed(PROBLEM, 3, true)));
        all.put("attempt-lost", new Event.AttemptLost(AT, ATTEMPT, "the machine restarted"));
        all.put("attempt-stopped", new Event.AttemptStopped(AT, ATTEMPT));
        all.put(
                "retry-scheduled",
                new Event.RetryScheduled(AT, ATTEMPT, Instant.parse("2026-03-01T10:05:00.5Z")));
        all.put("stop-requested", new Event.StopRequested(AT, ATTEMPT));
    }

    private static Lease lease() {
        return new Lease("host-1", 7);
    }

    private static AttemptFacts facts(String path) {
        return new AttemptFacts(
                List.of("python 3.12 stands in for python:3.11"),
                new TreeMap<>(Map.of("PATH", path, "TZ", "UTC")));
    }

    private static Inputs inputs() {
        return new Inputs(values(), artifacts(1));
    }

    private static Inputs largeInputs() {
        SortedMap<String, Value> values = new TreeMap<>();
        values.put("large", new Value.Text("0123456789".repeat(500)));
        values.put("small", new Value.Text("x"));
        return new Inputs(values, artifacts(20));
    }

    private static Outputs outputs() {
        return new Outputs(values(), artifacts(1));
    }

    private static SortedMap<String, Value> values() {
        SortedMap<String, Value> values = new TreeMap<>();
        values.put("flag", new Value.Bool(true));
        values.put("list", new Value.Items(List.of(new Value.Int(1), new Value.Real(2))));
        values.put("nothing", Value.NULL);
        values.put("struct", new Value.Struct(new TreeMap<>(Map.of("k", new Value.Int(-1)))));
        values.put("text", new Value.Text("späße 🚀 \u0001"));
        return values;
    }

    private static SortedMap<String, List<Artifact>> artifacts(int count) {
        SortedMap<String, Value> metadata = new TreeMap<>();
        metadata.put("accuracy", new Value.Real(0.25));
        Artifact ours =
                new Artifact(
                        41,
                        "model",
                        new ArtifactType("system.Model", "0.0.1"),
                        "minio://mlpipeline/v2/artifacts/p/r/train/model",
                        "sha256:" + "ab".repeat(32),
                        1_024,
                        new Value.Struct(metadata));
        Artifact foreign =
                new Artifact(
                        42,
                        "data",
                        new ArtifactType("system.Dataset", ""),
                        "https://example.org/data.csv",
                        null,
                        -1,
                        Value.EMPTY_STRUCT);
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        artifacts.put("foreign", List.of(foreign));
        artifacts.put("models", Collections.nCopies(count, ours));
        return artifacts;
    }
}
