package penstock.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.CacheEntries;
import penstock.control.port.CacheEntries.FindOutcome;
import penstock.control.port.CacheEntries.Question;
import penstock.control.port.CacheEntries.Result;
import penstock.engine.RunId;
import penstock.store.codec.CacheCodec;
import penstock.store.codec.DataCodec;

/** Reads results that may stand in for running a task. */
final class ResultReads {

    private static final String ENTRY =
            "SELECT run_id, path, outputs, created_at, parts FROM cache_entries"
                    + " WHERE namespace = ? AND pipeline_name = ?";

    private final Session session;
    private final String namespace;

    private ResultReads(Session session, String namespace) {
        this.session = session;
        this.namespace = namespace;
    }

    static List<FindOutcome.Found> answers(Session session, List<Question> questions)
            throws SQLException {
        List<FindOutcome.Found> answers = new ArrayList<>(questions.size());
        for (Question question : questions) {
            answers.add(new ResultReads(session, namespace(session, question.run())).of(question));
        }
        return answers;
    }

    private static String namespace(Session session, RunId run) throws SQLException {
        String namespace =
                session.first(
                        row -> row.text(1),
                        "SELECT namespace FROM runs WHERE run_id = ?",
                        run.value());
        return namespace == null ? "" : namespace;
    }

    private FindOutcome.Found of(Question question) throws SQLException {
        RunId source = question.source();
        Result reusable = source == null ? null : reusable(source, question);
        List<Result> candidates = question.cached() ? candidates(question) : List.of();
        boolean unknown = reusable == null && candidates.isEmpty();
        return new FindOutcome.Found(reusable, candidates, unknown ? nearest(question) : null);
    }

    private @Nullable Result reusable(RunId source, Question question) throws SQLException {
        return session.first(
                row ->
                        new Result(
                                SqlCacheEntries.origin(source.value(), row.text(1)),
                                DataCodec.reading(BlobRows.source(session, namespace))
                                        .outputs(row.text(2)),
                                row.time(3),
                                List.of()),
                "SELECT t.path, t.outputs, t.finished_at FROM tasks t"
                        + " JOIN runs r ON r.run_no = t.run_no WHERE r.run_id = ?"
                        + " AND r.namespace = ? AND t.fingerprint = ? AND t.phase = 'SUCCEEDED'"
                        + " ORDER BY t.path = ? DESC, t.execution_no LIMIT 1",
                source.value(),
                namespace,
                ResultRows.key(question.fingerprint()),
                question.path());
    }

    private List<Result> candidates(Question question) throws SQLException {
        return session.all(
                ResultReads::entry,
                ENTRY + " AND fingerprint = ? ORDER BY entry_no DESC LIMIT ?",
                namespace,
                question.pipelineName(),
                ResultRows.key(question.fingerprint()),
                CacheEntries.MOST_CANDIDATES);
    }

    /** Of the same place if there is one, else of the same component anywhere. */
    private @Nullable Result nearest(Question question) throws SQLException {
        String newest = " ORDER BY entry_no DESC LIMIT 1";
        Result here =
                session.first(
                        ResultReads::entry,
                        ENTRY + " AND path = ?" + newest,
                        namespace,
                        question.pipelineName(),
                        question.path());
        return here != null
                ? here
                : session.first(
                        ResultReads::entry,
                        ENTRY + " AND component = ?" + newest,
                        namespace,
                        question.pipelineName(),
                        question.component());
    }

    private static Result entry(Row row) throws SQLException {
        return new Result(
                SqlCacheEntries.origin(row.text(1), row.text(2)),
                DataCodec.reading(digest -> digest).outputs(row.text(3)),
                row.time(4),
                CacheCodec.parts(row.text(5)));
    }
}
