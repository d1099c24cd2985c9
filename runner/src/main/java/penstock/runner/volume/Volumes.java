package penstock.runner.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Named volumes: {@code <root>/<name>/data}, with what is known of each in {@code claim.json}
 * beside it. They take the place of claims, and like claims only somebody who says so removes them.
 */
public final class Volumes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FACTS = "claim.json";
    private static final String DATA = "data";

    private final Path root;

    /** Volumes below a folder, which is made when first needed. */
    public Volumes(Path root) {
        this.root = root;
    }

    /**
     * What a volume is to be.
     *
     * @param maker the attempt whose work it is to make it; empty for a first use
     * @param size a Kubernetes quantity, or empty
     */
    public record Making(String name, String maker, String run, String size) {}

    /** Makes a volume; false when another attempt made one of that name. Safe to repeat. */
    public boolean make(Making making, Instant now) throws IOException {
        Path fresh = root.resolve(".new-" + UUID.randomUUID());
        Files.createDirectories(fresh.resolve(DATA));
        try {
            Files.writeString(fresh.resolve(FACTS), facts(making, now).toString());
            Files.move(fresh, folder(making.name()), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            return isBy(making);
        } catch (FileSystemException e) {
            if (Files.exists(folder(making.name()))) {
                return isBy(making);
            }
            throw e;
        } finally {
            Trees.remove(fresh);
        }
    }

    /** The folder that holds what is in a volume, or null when there is none of that name. */
    public @Nullable Path find(String name) {
        Path data = folder(name).resolve(DATA);
        return Files.isDirectory(data) ? data : null;
    }

    /**
     * Removes a volume and all in it.
     *
     * @param remover the attempt whose work that is, so that repeating it after a crash finds it
     *     done; see {@link #forget}
     * @return false when there is none and this attempt removed none
     */
    public boolean remove(String name, String remover) throws IOException {
        Path grave = grave(remover);
        try {
            Files.createDirectories(parent(grave));
            Files.move(folder(name), grave, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return Files.exists(grave);
        }
        Trees.remove(grave.resolve(DATA));
        return true;
    }

    /** Forgets that an attempt removed a volume. */
    public void forget(String remover) throws IOException {
        Trees.remove(grave(remover));
    }

    /** Removes a volume for good; false when there is none. */
    public boolean remove(String name) throws IOException {
        String remover = UUID.randomUUID().toString();
        boolean removed = remove(name, remover);
        forget(remover);
        return removed;
    }

    /** All there are, by name. */
    public List<Volume> list() throws IOException {
        List<Volume> volumes = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
                for (Path folder : folders) {
                    Volume volume = read(folder);
                    if (volume != null) {
                        volumes.add(volume);
                    }
                }
            }
        }
        volumes.sort(Comparator.comparing(Volume::name));
        return volumes;
    }

    private boolean isBy(Making making) throws IOException {
        Volume volume = read(folder(making.name()));
        return volume != null
                && (making.maker().isEmpty() || volume.maker().equals(making.maker()));
    }

    private @Nullable Volume read(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        if (!VolumeName.isAllowed(name) || !Files.isRegularFile(folder.resolve(FACTS))) {
            return null;
        }
        JsonNode facts = JSON.readTree(folder.resolve(FACTS).toFile());
        return new Volume(
                name,
                Instant.parse(facts.path("created_at").asText(Instant.EPOCH.toString())),
                facts.path("maker").asText(),
                facts.path("run").asText(),
                facts.path("size").asText(),
                Trees.size(folder.resolve(DATA)));
    }

    private static ObjectNode facts(Making making, Instant now) {
        return JSON.createObjectNode()
                .put("created_at", now.toString())
                .put("maker", making.maker())
                .put("run", making.run())
                .put("size", making.size());
    }

    private Path folder(String name) {
        if (!VolumeName.isAllowed(name)) {
            throw new IllegalArgumentException("volume name " + VolumeName.shown(name));
        }
        return root.resolve(name);
    }

    private Path grave(String remover) {
        return root.resolve(".removed").resolve(remover);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("no folder for " + path);
        }
        return parent;
    }
}
