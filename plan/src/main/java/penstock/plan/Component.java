package penstock.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A reusable definition that tasks refer to by name. A scope used in two places appears once, so a
 * plan is never larger than its document.
 */
public sealed interface Component {

    /** What it takes and gives. */
    Interface io();

    /** A program run in an image. */
    record Container(Interface io, ContainerSpec spec) implements Component {}

    /**
     * A graph of tasks with inputs and outputs of its own.
     *
     * @param tasks by key
     * @param outputParameters where each output parameter comes from
     * @param outputArtifacts where each output artifact comes from
     */
    record Scope(
            Interface io,
            SortedMap<String, Task> tasks,
            SortedMap<String, Selection> outputParameters,
            SortedMap<String, Selection> outputArtifacts)
            implements Component {
        public Scope {
            tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
            outputParameters = Collections.unmodifiableSortedMap(new TreeMap<>(outputParameters));
            outputArtifacts = Collections.unmodifiableSortedMap(new TreeMap<>(outputArtifacts));
        }
    }

    /** Registers bytes that already exist somewhere as an artifact. */
    record Importer(
            Interface io,
            ParameterSource uri,
            ArtifactType type,
            ValueTemplate metadata,
            boolean reimport,
            boolean downloadToWorkspace)
            implements Component {}

    /** An output of a task in the same scope. */
    record TaskOutput(String task, String key) {}

    /**
     * Where an output of a scope comes from.
     *
     * @param candidates in order of preference; more than one is a choice between branches
     */
    record Selection(List<TaskOutput> candidates) {
        public Selection {
            candidates = List.copyOf(candidates);
            if (candidates.isEmpty()) {
                throw new IllegalArgumentException("selection without candidates");
            }
        }
    }

    /** A program: image, command and settings, with placeholders unresolved. */
    record ContainerSpec(
            Template image,
            List<Argument> command,
            List<Argument> args,
            SortedMap<String, String> env,
            Resources resources) {
        public ContainerSpec {
            command = List.copyOf(command);
            args = List.copyOf(args);
            env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        }
    }

    /** Machine settings as Kubernetes quantities; null where the document names none. */
    record Resources(
            @Nullable Template cpuRequest,
            @Nullable Template cpuLimit,
            @Nullable Template memoryRequest,
            @Nullable Template memoryLimit,
            @Nullable Template acceleratorType,
            @Nullable Template acceleratorCount) {
        /** No settings. */
        public static final Resources NONE = new Resources(null, null, null, null, null, null);
    }
}
