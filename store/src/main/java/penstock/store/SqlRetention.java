package penstock.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Retention;
import penstock.engine.Phase;
import penstock.engine.RunId;

/** What is kept of ended runs. */
final class SqlRetention implements Retention {

    private final Writer writer;
    private final Readers readers;

    SqlRetention(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public List<Group> groups() {
        return readers.call(session ->
                session.all(
                        row ->
                                new Group(
                                        row.text(1),
                                        row.text(2),
                                        row.text(3),
                                        Phase.valueOf(row.text(4)),
                                        row.number(5)),
                        "SELECT t.namespace, t.experiment_id, COALESCE(MAX(e.name), ''), t.phase,"
                                + " SUM(t.total) FROM run_totals t LEFT JOIN experiments e"
                                + " ON e.experiment_id = t.experiment_id"
                                + " WHERE t.phase IN ('SUCCEEDED', 'FAILED', 'CANCELED')"
                                + " GROUP BY t.namespace, t.experiment_id, t.phase"
                                + " HAVING SUM(t.total) > 0"
                                + " ORDER BY t.namespace, t.experiment_id, t.phase"));
    }

    @Override
    public boolean keep(RunId run, boolean kept) {
        return writer.call(session ->
                session.update("UPDATE runs SET kept = ? WHERE run_id = ?", kept, run.value()) > 0);
    }

    @Override
    public @Nullable Standing standing(RunId run) {
        return readers.find(session -> standing(session, run));
    }

    private static @Nullable Standing standing(Session session, RunId run) throws SQLException {
        return session.first(
                row ->
                        new Standing(
                                row.flag(1),
                                row.text(2),
                                row.text(3),
                                Phase.valueOf(row.text(4)),
                                row.timeOrNull(5),
                                row.timeOrNull(6),
                                row.timeOrNull(7),
                                new Amount(1, row.number(8))),
                "SELECT r.kept, r.namespace, COALESCE(e.name, ''), r.phase, r.finished_at,"
                        + " r.logs_gone_at, r.artifacts_gone_at,"
                        + " (SELECT COALESCE(SUM(a.size_bytes), 0) FROM artifacts a"
                        + " WHERE a.run_no = r.run_no AND a.owned = 1 AND a.dropped <> 3)"
                        + " FROM runs r LEFT JOIN experiments e"
                        + " ON e.experiment_id = r.experiment_id WHERE r.run_id = ?",
                run.value());
    }

    @Override
    public List<RunId> due(Due due, int limit) {
        return readers.call(session -> {
            Set<RunId> runs = new LinkedHashSet<>();
            for (DueRuns some : DueRuns.of(due)) {
                runs.addAll(some.read(session, limit));
            }
            return List.copyOf(runs).subList(0, Math.min(limit, runs.size()));
        });
    }

    @Override
    public Amount amount(Due due) {
        return readers.call(session -> DueRuns.amount(session, due));
    }

    @Override
    public List<RunId> filesDue(Instant now, int limit) {
        return readers.call(session ->
                session.all(
                        row -> new RunId(row.text(1)),
                        "SELECT run_id FROM runs WHERE finished_at IS NOT NULL"
                                + " AND logs_gone_at IS NULL"
                                + " AND (files_succeeded IS NOT NULL OR files_failed IS NOT NULL)"
                                + " AND kept = 0 AND finished_at + CASE WHEN phase = 'SUCCEEDED'"
                                + " THEN files_succeeded ELSE files_failed END <= ?"
                                + " ORDER BY finished_at LIMIT ?",
                        Times.nanos(now),
                        limit));
    }

    @Override
    public int remove(List<RunId> runs) {
        int removed =
                writer.call(session -> {
                    int count = 0;
                    for (RunId run : runs) {
                        count += !isKept(session, run) && RunChanges.remove(session, run) ? 1 : 0;
                    }
                    return count;
                });
        if (removed > 0) {
            writer.submit(new Purge(writer));
        }
        return removed;
    }

    private static boolean isKept(Session session, RunId run) throws SQLException {
        return session.number("SELECT kept FROM runs WHERE run_id = ?", run.value()) != 0;
    }

    @Override
    public boolean clear() {
        return writer.call(Purge::slice);
    }

    @Override
    public List<RunId> removed(int limit) {
        return readers.call(session ->
                session.all(
                        row -> new RunId(row.text(1)),
                        "SELECT run_id FROM removed_runs ORDER BY run_no LIMIT ?",
                        limit));
    }

    @Override
    public void filesGone(List<RunId> runs) {
        forAll("DELETE FROM removed_runs WHERE run_id = ?", runs);
    }

    @Override
    public void logsGone(List<RunId> runs, Instant at) {
        forAll("UPDATE runs SET logs_gone_at = " + Times.nanos(at) + " WHERE run_id = ?", runs);
    }

    private void forAll(String sql, List<RunId> runs) {
        var _ =
                writer.<Integer>call(session -> {
                    int changed = 0;
                    for (RunId run : runs) {
                        changed += session.update(sql, run.value());
                    }
                    return changed;
                });
    }

    @Override
    public boolean release(RunId run, int limit, Instant at) {
        return writer.call(session -> release(session, run, limit, at));
    }

    private static boolean release(Session session, RunId run, int limit, Instant at)
            throws SQLException {
        long runNo =
                session.number(
                        "SELECT run_no FROM runs WHERE run_id = ? AND finished_at IS NOT NULL",
                        run.value());
        ArtifactRelease release = new ArtifactRelease(session, runNo, run.value());
        if (runNo == 0) {
            return false;
        }
        if (release.results(limit) > 0) {
            return true;
        }
        session.update(
                "UPDATE runs SET artifacts_gone_at = ? WHERE run_no = ?", Times.nanos(at), runNo);
        release.ofExpired();
        return false;
    }

    @Override
    public int forgetResults(Instant unusedSince, int limit) {
        long before = Times.nanos(unusedSince);
        List<Long> unused =
                readers.call(session ->
                        session.all(
                                row -> row.number(1),
                                "SELECT entry_no FROM cache_entries WHERE created_at < ?1"
                                        + " AND COALESCE(last_hit_at, 0) < ?1 LIMIT ?2",
                                before,
                                limit));
        return writer.call(session -> {
            int forgotten = 0;
            for (long entry : unused) {
                forgotten +=
                        SqlCacheEntries.remove(
                                session,
                                Where.of(
                                        "entry_no = ? AND COALESCE(last_hit_at, 0) < ?",
                                        entry,
                                        before));
            }
            return forgotten;
        });
    }

    @Override
    public Condemned condemn(long after, int limit) {
        List<Doomed> candidates =
                readers.call(session -> DroppedArtifacts.candidates(session, after, limit));
        List<Doomed> marked =
                candidates.isEmpty()
                        ? List.of()
                        : writer.call(session -> DroppedArtifacts.mark(session, candidates));
        return DroppedArtifacts.condemned(candidates, marked, limit);
    }

    @Override
    public List<Doomed> unsettled(int limit) {
        return readers.call(session -> DroppedArtifacts.marked(session, limit));
    }

    @Override
    public void settle(List<Long> gone, List<Long> spared) {
        var _ =
                writer.<Boolean>call(session -> {
                    for (long number : gone) {
                        DroppedArtifacts.gone(session, number);
                    }
                    for (long number : spared) {
                        DroppedArtifacts.spare(session, number);
                    }
                    return true;
                });
    }

    @Override
    public Waiting waiting() {
        return readers.call(DroppedArtifacts::waiting);
    }
}
