package penstock.control.port;

import java.util.List;

/** What takes space, as the database knows it. Blocking. */
public interface StorageReads {

    /** Pipelines whose artifacts take most, most first. */
    List<Share> byPipeline(int limit);

    /** Experiments whose artifacts take most, most first; those that were deleted have no name. */
    List<Share> byExperiment(int limit);

    /** Artifacts that belong together and the bytes they take. */
    record Share(String name, long artifacts, long bytes) {}
}
