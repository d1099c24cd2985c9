package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;

/** A data folder and its store, as tests open them. */
final class TestStore implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    private final DataFolder folder;
    private final Store store;

    private TestStore(DataFolder folder, Store store) {
        this.folder = folder;
        this.store = store;
    }

    static TestStore open(Path path) {
        DataFolder folder = folder(path);
        Store.Opening opening = Store.open(folder, NOW);
        assertThat(opening).isInstanceOf(Store.Opening.Opened.class);
        return new TestStore(folder, ((Store.Opening.Opened) opening).store());
    }

    static DataFolder folder(Path path) {
        DataFolder.Opening opening = DataFolder.open(path, NOW, true);
        assertThat(opening).isInstanceOf(DataFolder.Opening.Opened.class);
        return ((DataFolder.Opening.Opened) opening).folder();
    }

    Store store() {
        return store;
    }

    DataFolder folder() {
        return folder;
    }

    @Override
    public void close() {
        store.close();
        folder.close();
    }
}
