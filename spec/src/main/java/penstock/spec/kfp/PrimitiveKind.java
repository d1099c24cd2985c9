package penstock.spec.kfp;

/** {@code PrimitiveTypeEnum} of schema 2.0.0; the ordinal is the number on the wire. */
enum PrimitiveKind {
    PRIMITIVE_TYPE_UNSPECIFIED,
    INT,
    DOUBLE,
    STRING;

    ParameterKind modern() {
        return switch (this) {
            case PRIMITIVE_TYPE_UNSPECIFIED -> ParameterKind.PARAMETER_TYPE_ENUM_UNSPECIFIED;
            case INT -> ParameterKind.NUMBER_INTEGER;
            case DOUBLE -> ParameterKind.NUMBER_DOUBLE;
            case STRING -> ParameterKind.STRING;
        };
    }
}
