package penstock.runner;

import java.nio.file.Path;
import java.util.List;

/** What stands for an image where no container engine is used; users add their own. */
public sealed interface ImageMapping {

    /** The programs of this machine. */
    record Host() implements ImageMapping {}

    /**
     * A Python interpreter of this machine.
     *
     * @param version as {@code 3.11}; empty for the machine's usual one
     * @param packages requirements as pip takes them, installed for steps of this image
     */
    record Python(String version, List<String> packages) implements ImageMapping {
        public Python {
            packages = List.copyOf(packages);
        }
    }

    /**
     * The image's own files, unpacked; needs private views.
     *
     * @param root the folder that holds {@code bin}, {@code etc}, {@code usr} …, absolute; it is
     *     shown to steps read-only
     */
    record Folder(Path root) implements ImageMapping {
        public Folder {
            if (!root.isAbsolute()) {
                throw new IllegalArgumentException("folder: " + root + " (expected: absolute)");
            }
        }
    }
}
