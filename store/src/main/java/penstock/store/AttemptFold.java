package penstock.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.Event;
import penstock.engine.Lease;
import penstock.engine.Outputs;
import penstock.engine.Phase;
import penstock.plan.Artifact;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.store.BatchRows.AttemptChange;
import penstock.store.BatchRows.Produced;
import penstock.store.BatchRows.Scheduled;
import penstock.store.codec.Blobs;
import penstock.store.codec.DataCodec;
import penstock.store.codec.FactsCodec;
import penstock.store.codec.ProblemCodec;

/** What the events of a batch change about attempts, one change for each attempt. */
final class AttemptFold {

    private final Blobs.Sink blobs;
    private final Map<AttemptId, Draft> drafts = new LinkedHashMap<>();
    private final List<Produced> artifacts = new ArrayList<>();
    private int live;

    AttemptFold(Blobs.Sink blobs) {
        this.blobs = blobs;
    }

    /** What is known of one attempt from this batch. */
    private static final class Draft {
        private Phase phase = Phase.PENDING;
        private @Nullable Scheduled scheduled;
        private @Nullable Long startedAt;
        private @Nullable Long finishedAt;
        private @Nullable Integer exitCode;
        private @Nullable String problem;
        private @Nullable String facts;

        AttemptChange change(AttemptId id) {
            return new AttemptChange(
                    id, phase, scheduled, startedAt, finishedAt, exitCode, problem, facts);
        }
    }

    void read(Event event, long at) {
        if (event instanceof Event.OfAttempt ofAttempt) {
            Draft draft = drafts.computeIfAbsent(ofAttempt.attempt(), _ -> new Draft());
            read(ofAttempt, at, draft);
        }
    }

    private void read(Event.OfAttempt event, long at, Draft draft) {
        switch (event) {
            case Event.AttemptScheduled(var _, var _, Lease(String host, long epoch)) -> {
                draft.scheduled = new Scheduled(at, host, epoch);
                live++;
            }
            case Event.AttemptStarted(var _, var _, var facts) -> {
                draft.phase = Phase.RUNNING;
                draft.startedAt = at;
                draft.facts = FactsCodec.write(facts, blobs);
            }
            case Event.AttemptHeld _ -> draft.phase = Phase.PAUSED;
            case Event.StopRequested _ -> draft.phase = Phase.CANCELING;
            case Event.AttemptSucceeded(var _, AttemptId id, Outputs outputs) -> {
                end(draft, Phase.SUCCEEDED, at, null);
                draft.exitCode = 0;
                produce(id, outputs, at);
            }
            case Event.AttemptFailed(var _, var _, Problem problem, Integer exitCode) -> {
                end(draft, Phase.FAILED, at, problem);
                draft.exitCode = exitCode;
            }
            case Event.AttemptLost(var _, var _, String reason) ->
                    end(draft, Phase.FAILED, at, Problem.of(ErrorCode.ATTEMPT_LOST, reason));
            case Event.AttemptStopped _ -> end(draft, Phase.CANCELED, at, null);
        }
    }

    private void end(Draft draft, Phase phase, long at, @Nullable Problem problem) {
        draft.phase = phase;
        draft.finishedAt = at;
        draft.problem = problem == null ? null : ProblemCodec.write(problem);
        live--;
    }

    private void produce(AttemptId attempt, Outputs outputs, long at) {
        for (List<Artifact> list : outputs.artifacts().values()) {
            for (Artifact artifact : list) {
                String metadata = DataCodec.metadata(artifact.metadata());
                artifacts.add(new Produced(attempt.path().value(), artifact, metadata, at));
            }
        }
    }

    /** In the order of their first event. */
    List<AttemptChange> changes() {
        List<AttemptChange> changes = new ArrayList<>(drafts.size());
        drafts.forEach((id, draft) -> changes.add(draft.change(id)));
        return changes;
    }

    List<Produced> artifacts() {
        return artifacts;
    }

    /** Attempts that went live less those that ended. */
    int live() {
        return live;
    }
}
