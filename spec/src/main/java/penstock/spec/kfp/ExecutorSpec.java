package penstock.spec.kfp;

import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;
import penstock.spec.document.MapNode;
import penstock.spec.kfp.ComponentSpec.ArtifactSchema;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** How a component is executed. */
public sealed interface ExecutorSpec {

    /** Where it stands in the document. */
    Span span();

    /**
     * A program in an image.
     *
     * @param env in document order; a later one wins
     * @param resources null when the document names none
     */
    record Container(
            SourceText image,
            List<SourceText> command,
            List<SourceText> args,
            List<EnvVar> env,
            @Nullable Resources resources,
            Span span)
            implements ExecutorSpec {

        /** Every text that may hold placeholders. */
        public List<SourceText> templates() {
            Resources machine = resources;
            return Stream.of(
                            Stream.of(image),
                            command.stream(),
                            args.stream(),
                            machine == null ? Stream.<SourceText>of() : machine.templates())
                    .flatMap(texts -> texts)
                    .toList();
        }
    }

    /**
     * Registers bytes that already exist.
     *
     * @param uri null when the document names none
     * @param metadata null when the document names none
     */
    record Importer(
            @Nullable ParameterSource uri,
            ArtifactSchema schema,
            boolean reimport,
            @Nullable MapNode metadata,
            boolean downloadToWorkspace,
            Span span)
            implements ExecutorSpec {}

    /** A query for artifacts, as written. */
    record Resolver(SequencedMap<String, MapNode> queries, Span span) implements ExecutorSpec {}

    /** A Vertex AI job, as written; null when empty. */
    record CustomJob(@Nullable MapNode job, Span span) implements ExecutorSpec {}

    /** None of the known kinds. */
    record Unknown(Span span) implements ExecutorSpec {}

    /** A variable of the program's environment. */
    record EnvVar(SourceText name, String value) {}

    /**
     * Machine settings: the texts are quantities or placeholders and win over the old numbers; null
     * where the document is silent. Old memory numbers are in 10^9 bytes.
     */
    record Resources(
            @Nullable SourceText cpuRequest,
            @Nullable SourceText cpuLimit,
            @Nullable SourceText memoryRequest,
            @Nullable SourceText memoryLimit,
            @Nullable SourceText acceleratorType,
            @Nullable SourceText acceleratorCount) {

        /** The texts that are there. */
        Stream<SourceText> templates() {
            return Stream.of(
                            Stream.ofNullable(cpuRequest),
                            Stream.ofNullable(cpuLimit),
                            Stream.ofNullable(memoryRequest),
                            Stream.ofNullable(memoryLimit),
                            Stream.ofNullable(acceleratorType),
                            Stream.ofNullable(acceleratorCount))
                    .flatMap(texts -> texts);
        }
    }
}
