package penstock.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging;
import penstock.control.port.RecurringRuns;
import penstock.control.port.StoreUnavailableException;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Recurring runs in memory, in a store that can be made to fail. */
final class MemoryRecurringRuns implements RecurringRuns {

    private final SortedMap<String, RecurringRun> rows = new TreeMap<>();
    private final SortedMap<String, Integer> active = new TreeMap<>();
    private boolean failing;

    void fail(boolean fails) {
        failing = fails;
    }

    void setActive(String id, int runs) {
        active.put(id, runs);
    }

    @Override
    public void add(RecurringRun recurring) {
        rows().put(recurring.id(), recurring);
    }

    @Override
    public @Nullable RecurringRun get(String id) {
        return rows().get(id);
    }

    @Override
    public List<RecurringRun> enabled() {
        List<RecurringRun> enabled = new ArrayList<>(rows().values());
        enabled.removeIf(row -> !row.enabled());
        return enabled;
    }

    @Override
    public Paging.Page<RecurringRun> list(
            String namespace, @Nullable String experimentId, Paging.Request request) {
        return new Paging.Page<>(new ArrayList<>(rows().values()), null, rows.size());
    }

    @Override
    public boolean replace(RecurringRun recurring) {
        RecurringRun known = rows().get(recurring.id());
        if (known == null) {
            return false;
        }
        rows.put(recurring.id(), with(recurring, known.last()));
        return true;
    }

    @Override
    public boolean fired(String id, Firing firing) {
        RecurringRun known = rows().get(id);
        if (known == null || known.nextIndex() != firing.index()) {
            return false;
        }
        rows.put(id, with(known, firing));
        return true;
    }

    @Override
    public boolean remove(String id) {
        return rows().remove(id) != null;
    }

    @Override
    public int active(String id) {
        return active.getOrDefault(id, 0);
    }

    private SortedMap<String, RecurringRun> rows() {
        if (failing) {
            throw new StoreUnavailableException(
                    Problem.of(ErrorCode.STORE_UNAVAILABLE, "the disk is full"));
        }
        return rows;
    }

    private static RecurringRun with(RecurringRun row, @Nullable Firing last) {
        Instant updated = row.updatedAt();
        return new RecurringRun(
                row.id(),
                row.namespace(),
                row.experimentId(),
                row.displayName(),
                row.description(),
                row.runName(),
                row.template(),
                row.schedule(),
                row.maxConcurrency(),
                row.catchUp(),
                row.enabled(),
                row.createdAt(),
                updated,
                row.resumedAt(),
                last);
    }
}
