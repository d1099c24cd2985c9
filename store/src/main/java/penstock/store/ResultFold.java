package penstock.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal;
import penstock.engine.CacheNote;
import penstock.engine.CacheNote.Origin;
import penstock.engine.Event;
import penstock.engine.Outputs;
import penstock.engine.TaskPath;
import penstock.plan.Artifact;
import penstock.store.BatchRows.CacheChange;
import penstock.store.BatchRows.MadeResult;
import penstock.store.BatchRows.TakenResult;
import penstock.store.codec.CacheCodec;
import penstock.store.codec.DataCodec;

/** What a batch means for results that later runs may take. */
final class ResultFold {

    private final Map<TaskPath, Journal.NewResult> results = new HashMap<>();
    private final Map<TaskPath, String> components = new HashMap<>();
    private final Map<TaskPath, CacheNote> notes = new HashMap<>();
    private final List<MadeResult> made = new ArrayList<>();
    private final List<TakenResult> taken = new ArrayList<>();

    ResultFold(Journal.Append append) {
        append.results().forEach(result -> results.put(result.path(), result));
        append.touched()
                .forEach(view -> components.put(view.run().path(), view.declared().component()));
    }

    void read(Event event, long at) {
        switch (event) {
            case Event.AttemptSucceeded(var _, var attempt, Outputs outputs) ->
                    make(results.get(attempt.path()), outputs, at);
            case Event.LookUpMissed(var _, TaskPath path, CacheNote note) -> notes.put(path, note);
            case Event.TaskReused(var _, TaskPath path, CacheNote note, Outputs outputs) -> {
                notes.put(path, note);
                take(path, note, outputs, at);
            }
            default -> {}
        }
    }

    private void make(Journal.@Nullable NewResult result, Outputs outputs, long at) {
        if (result != null && result.cached()) {
            made.add(
                    new MadeResult(
                            result.path().value(),
                            result.fingerprint(),
                            components.getOrDefault(result.path(), ""),
                            CacheCodec.parts(result.parts()),
                            DataCodec.selfContained().outputs(outputs),
                            at));
        }
    }

    private void take(TaskPath path, CacheNote note, Outputs outputs, long at) {
        Origin origin = note.origin();
        if (origin != null) {
            List<Long> artifacts =
                    outputs.artifacts().values().stream()
                            .flatMap(List::stream)
                            .map(Artifact::id)
                            .distinct()
                            .toList();
            taken.add(
                    new TakenResult(
                            path.value(),
                            note.fingerprint(),
                            origin.run().value(),
                            origin.path().value(),
                            artifacts,
                            at));
        }
    }

    CacheChange change() {
        return new CacheChange(made, taken);
    }

    /** The fingerprint of a result that the task run has now; null for none. */
    @Nullable String fingerprint(TaskPath path) {
        Journal.NewResult result = results.get(path);
        if (result != null) {
            return result.fingerprint();
        }
        CacheNote note = notes.get(path);
        return note == null || note.origin() == null ? null : note.fingerprint();
    }

    @Nullable String note(TaskPath path) {
        CacheNote note = notes.get(path);
        return note == null ? null : CacheCodec.note(note);
    }
}
