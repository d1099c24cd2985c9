package penstock.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Task.ParameterArgument;

/**
 * What a Kubernetes platform document asks for a program. Names that the document takes from inputs
 * or other tasks are <i>references</i>: each has a key here, and its value is resolved with the
 * task's inputs, in the scope that holds the task. A reference whose value is null or absent leaves
 * out whatever uses it, claims excepted.
 *
 * @param references where the value of each reference comes from; the key is the place of its
 *     setting in the document, for instance {@code secretAsEnv[0]}
 * @param mounts folders the program sees, in document order
 * @param env variables beside those of the container, in document order; a later one wins
 * @param labels of the pod
 * @param annotations of the pod
 * @param deadline after which the program is stopped and has failed; null for none
 * @param pod every other setting as written, kept for runners that make pods
 */
public record Kubernetes(
        SortedMap<String, ParameterArgument> references,
        List<Mount> mounts,
        List<Variable> env,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        @Nullable Duration deadline,
        Value.Struct pod) {

    /** No settings. */
    public static final Kubernetes NONE =
            new Kubernetes(
                    Collections.emptySortedMap(),
                    List.of(),
                    List.of(),
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    null,
                    Value.EMPTY_STRUCT);

    public Kubernetes {
        references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
        mounts = List.copyOf(mounts);
        env = List.copyOf(env);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /** Where named text is kept. */
    public enum Keeper {
        SECRET,
        CONFIG_MAP
    }

    /** A folder the program sees. */
    public sealed interface Mount {
        /** Where the program sees it; absolute, or relative to its working folder. */
        String path();
    }

    /**
     * One file per key of a secret or config map.
     *
     * @param reference key of the reference that names it
     * @param optional nothing is mounted, and nobody complains, when it does not exist
     */
    public record KeysMount(Keeper keeper, String reference, String path, boolean optional)
            implements Mount {}

    /**
     * A volume claim, shared by all who name it.
     *
     * @param reference key of the reference that names it
     * @param subPath folder inside the claim; empty for the whole
     */
    public record ClaimMount(String reference, String path, String subPath) implements Mount {}

    /**
     * An empty folder of the attempt's own.
     *
     * @param volume its name; mounts that share it share the folder
     * @param memory kept in memory rather than on disk
     * @param size the most it may hold, as a Kubernetes quantity; empty for no limit
     */
    public record ScratchMount(String volume, String path, boolean memory, String size)
            implements Mount {}

    /** A variable of the program's environment. */
    public sealed interface Variable {
        /** Its name. */
        String name();
    }

    /**
     * The value of one key of a secret or config map.
     *
     * @param reference key of the reference that names the secret or config map
     * @param optional the variable stays unset when secret, config map or key does not exist
     */
    public record KeyVariable(
            String name, Keeper keeper, String reference, String key, boolean optional)
            implements Variable {}

    /**
     * A fact about the pod.
     *
     * @param fieldPath for instance {@code metadata.labels['team']}
     */
    public record FieldVariable(String name, String fieldPath) implements Variable {}
}
