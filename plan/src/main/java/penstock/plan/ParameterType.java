package penstock.plan;

/** The declared type of a parameter; the names are those of the KFP IR. */
public enum ParameterType {
    NUMBER_DOUBLE,
    NUMBER_INTEGER,
    STRING,
    BOOLEAN,
    LIST,
    STRUCT,
    /** A struct that says how an upstream task ended. */
    TASK_FINAL_STATUS,
    /** A struct with the Kubernetes settings of the task. */
    TASK_CONFIG
}
