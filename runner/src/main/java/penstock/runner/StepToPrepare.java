package penstock.runner;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A step whose placeholders are filled and whose image is settled.
 *
 * @param attempt names the attempt; unique
 * @param image as the document names it
 * @param argv the command as written, never empty
 * @param environment everything the step would be given
 * @param interpreter the Python that stands for the image; null when the image is no Python image
 * @param packages requirements that the mapping of the image adds; usually empty
 * @param folder the attempt's own folder; the preparer may add files to it, outside of what the
 *     runner puts there
 */
public record StepToPrepare(
        String attempt,
        String image,
        List<String> argv,
        SortedMap<String, String> environment,
        @Nullable Interpreter interpreter,
        List<String> packages,
        Path folder) {

    public StepToPrepare {
        argv = List.copyOf(argv);
        packages = List.copyOf(packages);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }
}
