package penstock.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A store in a folder of its own, open from the making of a test until after it. */
final class OpenStore implements AfterEachCallback {

    private final Path path;
    private final TestStore opened;

    OpenStore() {
        try {
            path = Files.createTempDirectory("penstock-store-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
        opened = TestStore.open(path);
    }

    Store store() {
        return opened.store();
    }

    Path path() {
        return path;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        opened.close();
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
