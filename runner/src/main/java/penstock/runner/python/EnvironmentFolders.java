package penstock.runner.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names below {@code <data>/envs}. {@code KEY-xxxxxxxx} is complete, {@code KEY.xxxxxxxx} is
 * being built, {@code KEY~xxxxxxxx} is being removed; all three are equally long. {@code locks/KEY}
 * is held while one of a key is built, {@code used/ID} was touched when it was last used.
 */
final class EnvironmentFolders {
    private static final Pattern UNFINISHED =
            Pattern.compile("[0-9a-f]{" + EnvironmentKey.LENGTH + "}[.~][0-9a-f]{8}");

    private static final int RANDOM_BYTES = 4;

    private final Path root;
    private final SecureRandom random = new SecureRandom();

    EnvironmentFolders(Path root) {
        this.root = root;
    }

    Path locks() {
        return root.resolve("locks");
    }

    Path complete(String id) {
        return root.resolve(id);
    }

    String newId(String key) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return key + "-" + HexFormat.of().formatHex(bytes);
    }

    Path unfinished(String id) {
        return root.resolve(id.replace('-', '.'));
    }

    /** Gives a finished folder its name, so that it is there with everything or not at all. */
    void publish(String id) throws IOException {
        Files.move(unfinished(id), complete(id), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String id) throws IOException {
        Path doomed = root.resolve(id.replace('-', '~'));
        Files.move(complete(id), doomed, StandardCopyOption.ATOMIC_MOVE);
        Folders.delete(doomed);
        Files.deleteIfExists(root.resolve("used").resolve(id));
    }

    /** All complete environments. */
    List<Environment> read() throws IOException {
        List<Environment> found = new ArrayList<>();
        for (Path folder : entries()) {
            EnvironmentRecord.read(folder)
                    .filter(each -> each.id().equals(folder.getFileName().toString()))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** Removes what a crash left half built or half removed, unless somebody is at it. */
    void sweep() throws IOException {
        for (Path folder : entries()) {
            String name = folder.getFileName().toString();
            if (UNFINISHED.matcher(name).matches()) {
                Optional<BuildLock> lock =
                        BuildLock.tryTake(locks(), name.substring(0, EnvironmentKey.LENGTH));
                if (lock.isPresent()) {
                    try (BuildLock _ = lock.get()) {
                        Folders.delete(folder);
                    }
                }
            }
        }
    }

    private List<Path> entries() throws IOException {
        Files.createDirectories(root.resolve("used"));
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    void touch(String id, Instant now) throws IOException {
        Path file = root.resolve("used").resolve(id);
        Files.write(file, new byte[0]); // not "create if absent": steps do this side by side
        Files.setLastModifiedTime(file, FileTime.from(now));
    }

    /** When an environment was last used; of one that never was, when it was built. */
    Instant lastUsed(Environment environment) {
        try {
            return Files.getLastModifiedTime(root.resolve("used").resolve(environment.id()))
                    .toInstant();
        } catch (IOException e) {
            return environment.builtAt();
        }
    }
}
