package penstock.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.control.port.CacheEntries;
import penstock.control.port.CacheEntries.FindOutcome.Found;
import penstock.engine.CacheNote.Origin;
import penstock.engine.RunId;

/** Results that a test puts in; questions are answered when it says so, or at once. */
final class FakeResults implements CacheEntries {

    final List<Question> asked = new ArrayList<>();
    final List<Result> results = new ArrayList<>();
    private final List<Consumer<FindOutcome>> held = new ArrayList<>();
    boolean holds;

    @Override
    public void find(Question question, Consumer<FindOutcome> done) {
        asked.add(question);
        if (holds) {
            held.add(done);
        } else {
            done.accept(new Found(null, List.copyOf(results), null));
        }
    }

    /** Answers what was held. */
    void answer() {
        List<Consumer<FindOutcome>> due = List.copyOf(held);
        held.clear();
        due.forEach(done -> done.accept(new Found(null, List.copyOf(results), null)));
    }

    @Override
    public @Nullable Entry madeBy(
            RunId asker, String pipelineName, String fingerprint, Origin maker) {
        return null;
    }

    @Override
    public Listed list(Selection selection, int offset, int limit) {
        return new Listed(List.of(), 0);
    }

    @Override
    public int revoke(Selection selection) {
        return 0;
    }

    @Override
    public boolean revoke(long number) {
        return false;
    }
}
