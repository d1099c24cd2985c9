package penstock.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text with placeholders, parsed once. Values that fill a placeholder are data: they are never
 * scanned again.
 */
public record Template(List<Part> parts) {

    public Template {
        parts = List.copyOf(parts);
    }

    /** The template that is exactly {@code text}. */
    public static Template literal(String text) {
        return new Template(List.of(new Literal(text)));
    }

    /** A stretch of a template. */
    public sealed interface Part {}

    /** Text that stands for itself. */
    public record Literal(String text) implements Part {}

    /** The plain text of an input parameter; empty when the input is absent or null. */
    public record InputParameter(String name) implements Part {}

    /** Something about an input artifact. */
    public record InputArtifact(String name, Facet facet) implements Part {}

    /** Something about an output artifact that is about to be written. */
    public record OutputArtifact(String name, Facet facet) implements Part {}

    /** The file into which the program writes an output parameter. */
    public record OutputParameterFile(String name) implements Part {}

    /** The whole executor input as JSON. */
    public record ExecutorInput() implements Part {}

    /** The file into which the program writes the executor output JSON. */
    public record ExecutorOutputFile() implements Part {}

    /** A fact about the run or the task. */
    public record Constant(RunConstant constant) implements Part {}

    /** Which side of an artifact a placeholder asks for. */
    public sealed interface Facet {
        /** The address. */
        record Uri() implements Facet {}

        /** The local path. */
        record Path() implements Facet {}

        /** The metadata as JSON, or one of its fields as plain text. */
        record Metadata(@Nullable String key) implements Facet {}

        /** All artifacts of the input as a JSON array. */
        record All() implements Facet {}
    }

    /** Facts about the run or the task that a placeholder can ask for. */
    public enum RunConstant {
        /** The run's display name. */
        PIPELINE_JOB_NAME,
        /** The run's resource name. */
        PIPELINE_JOB_RESOURCE_NAME,
        /** The run's id. */
        PIPELINE_JOB_UUID,
        /** The task's key. */
        PIPELINE_TASK_NAME,
        /** The task run's id. */
        PIPELINE_TASK_UUID,
        /** RFC 3339 UTC time of the run's creation. */
        PIPELINE_JOB_CREATE_TIME_UTC,
        /** RFC 3339 UTC time for which the run was scheduled, else its creation. */
        PIPELINE_JOB_SCHEDULE_TIME_UTC,
        /** The run's pipeline root. */
        PIPELINE_ROOT,
        /** The folder that tasks of one run share. */
        WORKSPACE_PATH
    }
}
