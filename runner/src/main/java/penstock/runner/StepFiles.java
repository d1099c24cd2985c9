package penstock.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads files that a step has made. A step may have put a link, a pipe or a gigabyte where a small
 * file was expected.
 */
final class StepFiles {

    private static final int MAX_LINKS = 8;

    private final StepPlaces places;

    StepFiles(StepPlaces places) {
        this.places = places;
    }

    /** What was found at a path. */
    sealed interface Found {
        /** A regular file that may be read. */
        record Text(String text) implements Found {}

        /** Nothing. */
        record Nothing() implements Found {}

        /** Something that is not read, and why. */
        record Unusable(String why) implements Found {}
    }

    /** The text of a file at a path as the step sees it. */
    Found read(String visible, long maxBytes) throws IOException {
        Path file = locate(visible);
        if (file == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Found.Nothing();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Found.Unusable("is no file");
        }
        long size = Files.size(file);
        if (size > maxBytes) {
            return new Found.Unusable("has " + size + " bytes (at most " + maxBytes + " are read)");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return new Found.Text(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return new Found.Unusable("is not UTF-8 text");
        }
    }

    /**
     * Where this process finds a path that the step names, with links followed as the step would;
     * null when it leads to what is none of the step's business.
     */
    @Nullable Path locate(String visible) throws IOException {
        Path file = places.here(visible);
        for (int hop = 0; hop < MAX_LINKS && file != null; hop++) {
            Path parent = file.getParent();
            if (parent == null || !Files.exists(parent)) {
                return file;
            }
            // A link to a folder must not lead where the step itself cannot go.
            Path inside = parent.toRealPath();
            if (!isAllowed(inside)) {
                return null;
            }
            Path real = inside.resolve(String.valueOf(file.getFileName()));
            if (!Files.isSymbolicLink(real)) {
                return real;
            }
            Path target = Files.readSymbolicLink(real);
            file =
                    target.isAbsolute()
                            ? places.here(target.toString())
                            : inside.resolve(target).normalize();
        }
        return null;
    }

    private boolean isAllowed(Path real) throws IOException {
        Path own = places.folder().path().toRealPath();
        Path data = places.data().toRealPath();
        boolean mine =
                real.startsWith(own.resolve("tmp"))
                        || real.startsWith(own.resolve("out"))
                        || real.startsWith(
                                data.resolve(places.data().relativize(places.workspace())));
        return mine || real.startsWith(data.resolve(StepPlaces.HOME)) || !real.startsWith(data);
    }
}
