package penstock.control.retention;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import penstock.control.port.ArtifactRemoval;
import penstock.control.port.ArtifactRemoval.Removal;
import penstock.control.port.Retention;
import penstock.control.port.Retention.Condemned;
import penstock.control.port.Retention.Doomed;
import penstock.control.port.Retention.Due;
import penstock.control.port.RunFiles;
import penstock.control.retention.Slice.Done;
import penstock.engine.RunId;

/** What a collection consists of. */
final class Slices {

    /** Runs, results or artifacts that one slice looks at. */
    static final int SIZE = 100;

    private final Retention retention;
    private final RunFiles files;
    private final ArtifactRemoval bytes;
    private final Instant now;

    Slices(Retention retention, RunFiles files, ArtifactRemoval bytes, Instant now) {
        this.retention = retention;
        this.files = files;
        this.bytes = bytes;
        this.now = now;
    }

    /** In this order, because each leaves work for those after it. */
    List<Slice> of(RetentionRules rules) {
        List<Slice> slices = new ArrayList<>();
        slices.add(this::unsettled);
        rules.due(retention.groups(), now).forEach(due -> slices.add(() -> due(due)));
        slices.add(this::filesDue);
        Duration results = rules.results();
        if (results != null) {
            slices.add(() -> results(now.minus(results)));
        }
        slices.add(() -> new Done(Collected.NOTHING, retention.clear()));
        slices.add(this::removedRuns);
        slices.add(new Bytes());
        Duration downloads = rules.downloads();
        if (downloads != null) {
            slices.add(() -> downloads(now.minus(downloads)));
        }
        return slices;
    }

    private Done due(Due due) {
        List<RunId> runs = retention.due(due, SIZE);
        boolean more = runs.size() == SIZE;
        return switch (due.what()) {
            case RUN -> {
                int removed = runs.isEmpty() ? 0 : retention.remove(runs);
                yield new Done(Collected.ofRuns(removed), more && removed > 0);
            }
            case ARTIFACTS -> {
                runs.forEach(this::release);
                yield new Done(Collected.NOTHING, more);
            }
            case LOGS -> logs(runs, files::removeLogs);
        };
    }

    private void release(RunId run) {
        boolean more = true;
        while (more) {
            more = retention.release(run, SIZE, now);
        }
    }

    private Done filesDue() {
        return logs(retention.filesDue(now, SIZE), files::remove);
    }

    private Done logs(List<RunId> runs, Removing removing) {
        List<RunId> gone = gone(runs, removing);
        retention.logsGone(gone, now);
        return ended(runs, gone, Collected.ofLogs(gone.size()));
    }

    private Done results(Instant unusedSince) {
        int forgotten = retention.forgetResults(unusedSince, SIZE);
        return new Done(Collected.ofResults(forgotten), forgotten > 0);
    }

    private Done removedRuns() {
        List<RunId> runs = retention.removed(SIZE);
        List<RunId> gone = gone(runs, files::remove);
        retention.filesGone(gone);
        return ended(runs, gone, Collected.NOTHING);
    }

    /** Whatever fails would come again at once, so the rest waits for the next collection. */
    private static Done ended(List<RunId> runs, List<RunId> gone, Collected collected) {
        int failures = runs.size() - gone.size();
        return new Done(
                collected.plus(Collected.ofFailures(failures)),
                failures == 0 && runs.size() == SIZE);
    }

    private interface Removing {
        void remove(RunId run) throws IOException;
    }

    private static List<RunId> gone(List<RunId> runs, Removing removing) {
        List<RunId> gone = new ArrayList<>();
        for (RunId run : runs) {
            try {
                removing.remove(run);
                gone.add(run);
            } catch (IOException stays) {
                // Counted by its absence, and tried again by the next collection.
            }
        }
        return gone;
    }

    private Done downloads(Instant unusedSince) {
        try {
            return new Done(Collected.ofDownloads(files.trimDownloads(unusedSince)), false);
        } catch (IOException stays) {
            return new Done(Collected.ofFailures(1), false);
        }
    }

    /** What a crash left marked. */
    private Done unsettled() {
        List<Doomed> doomed = retention.unsettled(SIZE);
        return new Done(delete(doomed), doomed.size() == SIZE);
    }

    /** Goes through everything that was dropped, from the first to the last. */
    private final class Bytes implements Slice {
        private long after;

        @Override
        public Done run() {
            Condemned condemned = retention.condemn(after, SIZE);
            Collected collected = delete(condemned.doomed());
            Long next = condemned.after();
            after = next == null ? 0 : next;
            return new Done(collected, next != null);
        }
    }

    private Collected delete(List<Doomed> doomed) {
        List<Long> gone = new ArrayList<>();
        List<Long> spared = new ArrayList<>();
        long deleted = 0;
        long failures = 0;
        for (Doomed artifact : doomed) {
            try {
                if (bytes.remove(artifact.uri()) == Removal.GONE) {
                    gone.add(artifact.number());
                    deleted += artifact.bytes();
                } else {
                    spared.add(artifact.number());
                }
            } catch (IOException stays) {
                spared.add(artifact.number());
                failures++;
            }
        }
        if (!doomed.isEmpty()) {
            retention.settle(gone, spared);
        }
        return Collected.ofArtifacts(gone.size(), deleted, spared.size() - failures, failures);
    }
}
