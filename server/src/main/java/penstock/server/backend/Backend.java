package penstock.server.backend;

import java.time.Clock;
import penstock.control.Control;
import penstock.control.RecurringRunService;
import penstock.control.RunChanges;
import penstock.control.port.ArtifactStore;
import penstock.control.port.CacheEntries;
import penstock.control.port.Catalogue;
import penstock.control.port.LogReads;
import penstock.control.port.RunReads;
import penstock.control.port.TaskTree;

/** Everything that handlers of requests work on. */
public record Backend(
        Control.Services services,
        RecurringRunService recurring,
        Reads reads,
        RunChanges changes,
        Clock clock) {

    /** There is one namespace until there are several users. */
    public static final String NAMESPACE = "";

    /** The ports that are read directly. */
    public record Reads(
            Catalogue catalogue,
            RunReads runs,
            TaskTree tasks,
            LogReads logs,
            ArtifactStore artifacts,
            CacheEntries cache) {}
}
