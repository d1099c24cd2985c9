package penstock.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a component takes and gives, by name. */
public record Interface(
        SortedMap<String, ParameterInput> parameters,
        SortedMap<String, ArtifactInput> artifacts,
        SortedMap<String, ParameterType> outputParameters,
        SortedMap<String, ArtifactOutput> outputArtifacts) {

    public Interface {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
        outputParameters = Collections.unmodifiableSortedMap(new TreeMap<>(outputParameters));
        outputArtifacts = Collections.unmodifiableSortedMap(new TreeMap<>(outputArtifacts));
    }

    /**
     * A declared input parameter.
     *
     * @param optional the caller may leave it out
     * @param defaultValue used when the caller left it out; null when there is none
     * @param literals the values allowed; empty when any value of the type is
     */
    public record ParameterInput(
            ParameterType type,
            boolean optional,
            @Nullable Value defaultValue,
            List<Value> literals) {
        public ParameterInput {
            literals = List.copyOf(literals);
        }
    }

    /**
     * A declared input artifact.
     *
     * @param list the input takes any number of artifacts, not exactly one
     */
    public record ArtifactInput(ArtifactType type, boolean list, boolean optional) {}

    /**
     * A declared output artifact.
     *
     * @param metadata what the artifact's metadata starts from
     */
    public record ArtifactOutput(ArtifactType type, boolean list, Value.Struct metadata) {}
}
