package penstock.spec.kfp;

/** {@code ParameterTypeEnum}; the ordinal is the number on the wire. */
public enum ParameterKind {
    PARAMETER_TYPE_ENUM_UNSPECIFIED,
    NUMBER_DOUBLE,
    NUMBER_INTEGER,
    STRING,
    BOOLEAN,
    LIST,
    STRUCT,
    TASK_FINAL_STATUS,
    TASK_CONFIG
}
