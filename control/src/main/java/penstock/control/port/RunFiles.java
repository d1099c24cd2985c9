package penstock.control.port;

import java.io.IOException;
import java.time.Instant;
import penstock.engine.RunId;

/** Files of runs beside their artifacts. Blocking, and safe to repeat. */
public interface RunFiles {

    /** Removes logs and workspace of a run that is gone. */
    void remove(RunId run) throws IOException;

    /** Removes the logs of an ended run. */
    void removeLogs(RunId run) throws IOException;

    /** Removes downloads that nobody has used since; gives their bytes. */
    long trimDownloads(Instant unusedSince) throws IOException;
}
