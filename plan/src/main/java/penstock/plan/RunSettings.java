package penstock.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a whole pipeline.
 *
 * @param deadline how long a run may take from its start; null for no limit
 * @param keepSucceeded how long a succeeded run is kept after its end; null for ever
 * @param keepFailed how long any other ended run is kept; null for ever
 * @param workspace the folder that the tasks of a run share; null for none
 */
public record RunSettings(
        @Nullable Duration deadline,
        @Nullable Duration keepSucceeded,
        @Nullable Duration keepFailed,
        @Nullable Workspace workspace) {

    /** No settings. */
    public static final RunSettings NONE = new RunSettings(null, null, null, null);

    /**
     * A folder that the tasks of a run share.
     *
     * @param size the most it may hold, as a Kubernetes quantity
     * @param claim the patch of the claim as written, kept for runners that make claims
     */
    public record Workspace(String size, Value.Struct claim) {}
}
