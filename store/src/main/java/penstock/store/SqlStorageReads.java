package penstock.store;

import java.util.List;
import penstock.control.port.StorageReads;

/** Adds up what artifacts take. */
final class SqlStorageReads implements StorageReads {

    private final Readers readers;

    SqlStorageReads(Readers readers) {
        this.readers = readers;
    }

    @Override
    public List<Share> byPipeline(int limit) {
        return shares("r.pipeline_name", "", limit);
    }

    @Override
    public List<Share> byExperiment(int limit) {
        return shares(
                "COALESCE(e.name, '')",
                " LEFT JOIN experiments e ON e.experiment_id = r.experiment_id",
                limit);
    }

    private List<Share> shares(String name, String join, int limit) {
        return readers.call(session ->
                session.all(
                        row -> new Share(row.text(1), row.number(2), row.number(3)),
                        "SELECT "
                                + name
                                + ", COUNT(*), SUM(a.size_bytes) FROM artifacts a"
                                + " JOIN runs r ON r.run_no = a.run_no"
                                + join
                                + " WHERE a.owned = 1 AND a.dropped <> 3 GROUP BY "
                                + name
                                + " ORDER BY 3 DESC, 1 LIMIT ?",
                        limit));
    }
}
