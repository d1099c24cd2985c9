package penstock.runner;

import java.nio.file.Path;
import penstock.control.port.Keepers;
import penstock.runner.download.Downloads;
import penstock.runner.volume.Volumes;
import penstock.runner.volume.Workspaces;

/** What steps may ask for beside their inputs. */
public record Supplies(
        Keepers keepers, Volumes volumes, Workspaces workspaces, Downloads downloads) {

    /** Those of a data folder. */
    public static Supplies of(Path data, Keepers keepers, Downloads downloads) {
        return new Supplies(
                keepers,
                new Volumes(data.resolve("volumes")),
                new Workspaces(data.resolve("workspaces")),
                downloads);
    }
}
