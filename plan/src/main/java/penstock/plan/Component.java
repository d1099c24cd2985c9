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

    /** A component that is work of its own rather than a graph: it is run as attempts. */
    sealed interface Leaf extends Component {}

    /** A program run in an image. */
    record Container(Interface io, ContainerSpec spec) implements Leaf {}

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

    /**
     * Registers bytes that already exist somewhere as an artifact, its only output.
     *
     * @param uri where they are; placeholders refer to the component's own inputs
     * @param metadata likewise; placeholders may stand in keys too
     * @param reimport always a new artifact, even where an equal one is known
     * @param downloadToWorkspace copy the bytes to the run's workspace
     */
    record Importer(
            Interface io,
            Template uri,
            ArtifactType type,
            MetadataTemplate metadata,
            boolean reimport,
            boolean downloadToWorkspace)
            implements Leaf {}

    /**
     * Metadata of an imported artifact.
     *
     * @param entries in document order
     */
    record MetadataTemplate(List<MetadataEntry> entries) {
        /** No metadata. */
        public static final MetadataTemplate NONE = new MetadataTemplate(List.of());

        public MetadataTemplate {
            entries = List.copyOf(entries);
        }
    }

    /** One entry of metadata. */
    record MetadataEntry(Template key, ValueTemplate value) {}

    /** Makes or removes a volume claim; its inputs and outputs say which. */
    record VolumeChange(Interface io, Change change) implements Leaf {
        /** What is done to the claim. */
        public enum Change {
            CREATE,
            DELETE
        }
    }

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

    /**
     * A program: image, command and settings, with placeholders unresolved.
     *
     * @param pauses where a person looks before the program goes on
     */
    record ContainerSpec(
            Template image,
            List<Argument> command,
            List<Argument> args,
            SortedMap<String, String> env,
            Resources resources,
            Kubernetes kubernetes,
            Pauses pauses) {
        /** A program without Kubernetes settings and pauses. */
        public ContainerSpec(
                Template image,
                List<Argument> command,
                List<Argument> args,
                SortedMap<String, String> env,
                Resources resources) {
            this(image, command, args, env, resources, Kubernetes.NONE, Pauses.NONE);
        }

        public ContainerSpec {
            command = List.copyOf(command);
            args = List.copyOf(args);
            env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        }
    }

    /**
     * Where a task is held until somebody resumes it.
     *
     * @param before its program starts
     * @param after its program ended, in whatever way
     * @param onError its program failed
     */
    record Pauses(boolean before, boolean after, boolean onError) {
        /** Nowhere. */
        public static final Pauses NONE = new Pauses(false, false, false);
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
