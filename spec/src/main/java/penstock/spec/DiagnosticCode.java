package penstock.spec;

import java.util.Locale;

/** What a diagnostic is about. Each code has an entry in {@code docs/diagnostics.md}. */
public enum DiagnosticCode {
    // Files and archives
    UNKNOWN_FILE_KIND,
    BAD_ARCHIVE,
    ARCHIVE_TOO_LARGE,
    UNSAFE_ARCHIVE_ENTRY,
    NO_PIPELINE_IN_ARCHIVE,

    // Text
    UNREADABLE_TEXT,
    BAD_CHARACTER,
    SYNTAX_ERROR,
    TOO_LARGE,
    TOO_DEEP,
    TOO_MANY_NODES,
    DUPLICATE_KEY,
    BAD_KEY,
    BAD_ALIAS,
    BAD_MERGE,
    BAD_TAG,
    BAD_NUMBER,

    // Documents
    NO_PIPELINE,
    SEVERAL_PIPELINES,
    SEVERAL_PLATFORMS,
    FOREIGN_DOCUMENT,
    UNKNOWN_DOCUMENT,
    UNSUPPORTED_SCHEMA_VERSION,

    // Fields
    UNKNOWN_FIELD,
    WRONG_TYPE,
    UNKNOWN_CONSTANT,
    MISSING_FIELD,
    CONFLICTING_FIELDS,
    TOO_MANY_ERRORS,

    // Names and references
    BAD_NAME,
    UNKNOWN_COMPONENT,
    UNKNOWN_EXECUTOR,
    UNKNOWN_TASK,
    UNKNOWN_OUTPUT,
    UNKNOWN_INPUT,
    UNDECLARED_INPUT,
    DANGLING_OUTPUT,

    // Arguments
    MISSING_ARGUMENT,
    MISTYPED_ARGUMENT,
    VALUE_NOT_ALLOWED,
    BAD_PLACEHOLDER,
    BAD_CONDITION,
    BAD_RETRY_POLICY,
    BAD_QUANTITY,
    BAD_IMPORTER,
    BAD_VOLUME,
    BAD_MOUNT,
    MISSING_WORKSPACE,

    // Shape
    EMPTY_GRAPH,
    TASK_CYCLE,
    COMPONENT_RECURSION,
    TOO_MANY_TASKS,
    TOO_MANY_ITEMS,
    NESTED_TOO_DEEPLY,

    // Not in this release
    PLATFORM_SETTING_NOT_SUPPORTED,
    EXECUTOR_NOT_SUPPORTED,

    // Remarks
    ROOT_ARTIFACT_REQUIRED,
    PLATFORM_SETTING_IGNORED;

    /** The name that people see: {@code unknown-field}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
