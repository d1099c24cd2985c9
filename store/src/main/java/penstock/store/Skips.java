package penstock.store;

import penstock.engine.SkipReason;

/** Why a task was skipped, as projections hold it: only some reasons outlive a retry. */
final class Skips {

    static final String CONDITION = "CONDITION_FALSE";
    static final String UPSTREAM = "UPSTREAM_NOT_SUCCEEDED";

    private Skips() {}

    static String kind(SkipReason reason) {
        return switch (reason) {
            case SkipReason.ConditionFalse _ -> CONDITION;
            case SkipReason.UpstreamNotSucceeded _ -> UPSTREAM;
        };
    }
}
