package penstock.server;

import java.io.IOException;
import java.time.Instant;
import penstock.control.port.RunFiles;
import penstock.engine.RunId;
import penstock.runner.StepLogs;
import penstock.runner.Supplies;

/** Logs, workspaces and downloads in the data folder. */
record StoredFiles(StepLogs logs, Supplies supplies) implements RunFiles {

    @Override
    public void remove(RunId run) throws IOException {
        logs.remove(run);
        supplies.workspaces().remove(run);
    }

    @Override
    public void removeLogs(RunId run) throws IOException {
        logs.remove(run);
    }

    @Override
    public long trimDownloads(Instant unusedSince) throws IOException {
        return supplies.downloads().trim(unusedSince);
    }
}
