package penstock.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.CacheEntries;
import penstock.control.port.CacheEntries.FindOutcome.Found;
import penstock.control.port.CacheEntries.Question;
import penstock.control.port.CacheEntries.Result;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.NewResult;
import penstock.engine.CacheNote.Origin;
import penstock.engine.Event;
import penstock.engine.RunId;

/** Results of task runs that the disk holds. */
final class Results {

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String pipelineName, NewResult made, Result result, boolean cached) {}

    /** Adds what a batch brings. */
    void add(String pipelineName, Append append) {
        for (Event event : append.events()) {
            if (event instanceof Event.AttemptSucceeded succeeded) {
                for (NewResult made : append.results()) {
                    if (made.path().equals(succeeded.path())) {
                        add(pipelineName, append.run(), made, succeeded);
                    }
                }
            }
        }
    }

    private void add(
            String pipelineName, RunId run, NewResult made, Event.AttemptSucceeded succeeded) {
        Result result =
                new Result(
                        new Origin(run, made.path()),
                        succeeded.outputs(),
                        succeeded.at(),
                        made.parts());
        entries.add(new Entry(pipelineName, made, result, made.cached()));
    }

    Found answer(Question question) {
        List<Result> candidates = new ArrayList<>();
        Result nearest = null;
        for (Entry entry : entries.reversed()) {
            boolean shared = entry.cached && entry.pipelineName.equals(question.pipelineName());
            if (!shared || !question.cached()) {
                continue;
            }
            nearest = nearest == null ? entry.result : nearest;
            if (entry.made.fingerprint().equals(question.fingerprint())
                    && candidates.size() < CacheEntries.MOST_CANDIDATES) {
                candidates.add(entry.result);
            }
        }
        return new Found(reusable(question), candidates, candidates.isEmpty() ? nearest : null);
    }

    /** Any result of the pipeline, whatever made it. */
    Found wrongAnswer(Question question) {
        Result any = answer(question).nearest();
        return new Found(null, any == null ? List.of() : List.of(any), null);
    }

    private @Nullable Result reusable(Question question) {
        for (Entry entry : entries) {
            boolean fits = entry.made.fingerprint().equals(question.fingerprint());
            if (fits && entry.result.origin().run().equals(question.source())) {
                return entry.result;
            }
        }
        return null;
    }
}
