package penstock.control.retention;

/**
 * What was deleted.
 *
 * @param runs removed by rules
 * @param artifacts whose bytes were deleted
 * @param artifactBytes what they took
 * @param logs runs whose logs a rule removed
 * @param results of the cache that were forgotten
 * @param downloadBytes what removed downloads took
 * @param inUse artifacts that were looked at lately and stay until later
 * @param failures files that could not be deleted; they are tried again
 */
public record Collected(
        long runs,
        long artifacts,
        long artifactBytes,
        long logs,
        long results,
        long downloadBytes,
        long inUse,
        long failures) {

    static final Collected NOTHING = new Collected(0, 0, 0, 0, 0, 0, 0, 0);

    static Collected ofRuns(long runs) {
        return new Collected(runs, 0, 0, 0, 0, 0, 0, 0);
    }

    static Collected ofArtifacts(long artifacts, long bytes, long inUse, long failures) {
        return new Collected(0, artifacts, bytes, 0, 0, 0, inUse, failures);
    }

    static Collected ofLogs(long logs) {
        return new Collected(0, 0, 0, logs, 0, 0, 0, 0);
    }

    static Collected ofResults(long results) {
        return new Collected(0, 0, 0, 0, results, 0, 0, 0);
    }

    static Collected ofDownloads(long bytes) {
        return new Collected(0, 0, 0, 0, 0, bytes, 0, 0);
    }

    static Collected ofFailures(long failures) {
        return new Collected(0, 0, 0, 0, 0, 0, 0, failures);
    }

    Collected plus(Collected more) {
        return new Collected(
                runs + more.runs,
                artifacts + more.artifacts,
                artifactBytes + more.artifactBytes,
                logs + more.logs,
                results + more.results,
                downloadBytes + more.downloadBytes,
                inUse + more.inUse,
                failures + more.failures);
    }
}
