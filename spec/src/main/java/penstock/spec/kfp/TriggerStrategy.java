package penstock.spec.kfp;

/** {@code TriggerStrategy}; the ordinal is the number on the wire. */
public enum TriggerStrategy {
    TRIGGER_STRATEGY_UNSPECIFIED,
    ALL_UPSTREAM_TASKS_SUCCEEDED,
    ALL_UPSTREAM_TASKS_COMPLETED
}
