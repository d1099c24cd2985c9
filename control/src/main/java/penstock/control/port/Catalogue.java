package penstock.control.port;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines, their versions and experiments. Calls block; names are unique as KFP has it: a
 * pipeline in its namespace, a version in its pipeline, an experiment in its namespace.
 */
public interface Catalogue {

    /** Adds a pipeline with its first version (null for none); false when the name is taken. */
    boolean addPipeline(Pipeline pipeline, @Nullable Version first);

    /** Adds a version; false when the name is taken in its pipeline. */
    boolean addVersion(Version version);

    /** The pipeline, or null. */
    @Nullable Pipeline pipeline(String id);

    /** The pipeline of that name, or null. */
    @Nullable Pipeline pipelineNamed(String namespace, String name);

    /** The version, or null. */
    @Nullable Version version(String id);

    /** The newest version of a pipeline, or null. */
    @Nullable Version latestVersion(String pipelineId);

    /** Pipelines of a namespace. */
    Paging.Page<Pipeline> pipelines(String namespace, Paging.Request request);

    /** Versions of a pipeline, without their documents. */
    Paging.Page<Version> versions(String pipelineId, Paging.Request request);

    /** Changes a pipeline; false when there is none. */
    boolean changePipeline(String id, Change change);

    /** Changes a version; false when there is none. */
    boolean changeVersion(String id, Change change);

    /** Removes a pipeline that has no versions, or with them when {@code cascade}. */
    Removal removePipeline(String id, boolean cascade);

    /** Removes a version; false when there was none. */
    boolean removeVersion(String id);

    /** Adds an experiment; false when the name is taken in its namespace. */
    boolean addExperiment(Experiment experiment);

    /** The experiment, or null. */
    @Nullable Experiment experiment(String id);

    /** The experiment of that name, or null. */
    @Nullable Experiment experimentNamed(String namespace, String name);

    /** Experiments of a namespace. */
    Paging.Page<Experiment> experiments(String namespace, Paging.Request request);

    /** Archives or restores an experiment, archiving its runs with it; false when unknown. */
    boolean archiveExperiment(String id, boolean archived);

    /** Removes an experiment, leaving its runs; false when unknown. */
    boolean removeExperiment(String id);

    /** What became of a removal. */
    enum Removal {
        REMOVED,
        UNKNOWN,
        HAS_VERSIONS
    }

    /**
     * What may change about a pipeline or a version; all else of them is for ever.
     *
     * @param displayName null to leave it
     * @param tags all that there are from now on; null to leave them
     */
    record Change(@Nullable String displayName, @Nullable SortedMap<String, String> tags) {
        public Change {
            tags = tags == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        }
    }

    /** A pipeline as uploaded. */
    record Pipeline(
            String id,
            String namespace,
            String name,
            String displayName,
            String description,
            Instant createdAt,
            SortedMap<String, String> tags) {
        public Pipeline {
            tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        }
    }

    /**
     * An immutable version of a pipeline.
     *
     * @param document the text as uploaded; empty where a list leaves it out
     */
    record Version(
            String id,
            String pipelineId,
            String name,
            String displayName,
            String description,
            Instant createdAt,
            Links links,
            SortedMap<String, String> tags,
            String document) {
        public Version {
            tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        }
    }

    /**
     * Where a version comes from, as its author says; empty where nothing was said.
     *
     * @param codeSource the sources that it was compiled from
     * @param packageUrl the address that its document was fetched from
     */
    record Links(String codeSource, String packageUrl) {
        /** Nothing was said. */
        public static final Links NONE = new Links("", "");
    }

    /** A group of runs. */
    record Experiment(
            String id,
            String namespace,
            String name,
            String description,
            Instant createdAt,
            @Nullable Instant lastRunAt,
            boolean archived) {}
}
