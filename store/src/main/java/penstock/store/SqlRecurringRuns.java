package penstock.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging;
import penstock.control.port.RecurringRuns;

/** Recurring runs. */
final class SqlRecurringRuns implements RecurringRuns {

    private final Writer writer;
    private final Readers readers;

    SqlRecurringRuns(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public void add(RecurringRun recurring) {
        writer.call(session -> {
            RecurringRunRows.add(session, recurring);
            return true;
        });
    }

    @Override
    public @Nullable RecurringRun get(String id) {
        return readers.find(session -> RecurringRunRows.byId(session, id));
    }

    @Override
    public List<RecurringRun> enabled() {
        return readers.call(RecurringRunRows::enabled);
    }

    @Override
    public Paging.Page<RecurringRun> list(
            String namespace, @Nullable String experimentId, Paging.Request request) {
        return readers.call(
                session -> RecurringRunRows.page(session, namespace, experimentId, request));
    }

    @Override
    public boolean replace(RecurringRun recurring) {
        return writer.call(session -> RecurringRunRows.replace(session, recurring));
    }

    @Override
    public boolean fired(String id, Firing firing) {
        return writer.call(session -> RecurringRunRows.fired(session, id, firing));
    }

    @Override
    public boolean remove(String id) {
        return writer.call(session -> RecurringRunRows.remove(session, id));
    }

    @Override
    public int active(String id) {
        return readers.call(session ->
                (int)
                        session.number(
                                "SELECT COUNT(*) FROM runs WHERE recurring_run_id = ?"
                                        + " AND phase IN ('PENDING', 'RUNNING', 'CANCELING',"
                                        + " 'PAUSED')",
                                id));
    }
}
