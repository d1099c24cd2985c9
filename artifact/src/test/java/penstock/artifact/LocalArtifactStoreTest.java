package penstock.artifact;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import penstock.control.port.ArtifactStore;
import penstock.testkit.contract.ArtifactStoreContract;

class LocalArtifactStoreTest extends ArtifactStoreContract {

    private final LocalArtifactStore store;

    LocalArtifactStoreTest(@TempDir Path folder) {
        store = new LocalArtifactStore(folder.resolve("artifacts"));
    }

    @Override
    protected ArtifactStore store() {
        return store;
    }
}
