package penstock.runner;

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
}
