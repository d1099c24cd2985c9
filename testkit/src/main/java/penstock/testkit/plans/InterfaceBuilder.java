package penstock.testkit.plans;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ArtifactType;
import penstock.plan.Interface;
import penstock.plan.Interface.ArtifactInput;
import penstock.plan.Interface.ArtifactOutput;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterType;
import penstock.plan.Value;

/**
 * What a component takes and gives.
 *
 * @param <B> the builder that goes on
 */
public abstract sealed class InterfaceBuilder<B extends InterfaceBuilder<B>>
        permits ContainerBuilder, ScopeBuilder {

    private final SortedMap<String, ParameterInput> parameters = new TreeMap<>();
    private final SortedMap<String, ArtifactInput> artifacts = new TreeMap<>();
    private final SortedMap<String, ParameterType> outputParameters = new TreeMap<>();
    private final SortedMap<String, ArtifactOutput> outputArtifacts = new TreeMap<>();

    InterfaceBuilder() {}

    abstract B self();

    /** A required input parameter. */
    public B input(String name, ParameterType type) {
        return input(name, type, false, null);
    }

    /** An input parameter that may be left out. */
    public B optional(String name, ParameterType type) {
        return input(name, type, true, null);
    }

    /** An input parameter that may be left out, and what it is then. */
    public B input(String name, ParameterType type, Value fallback) {
        return input(name, type, true, fallback);
    }

    /** An input parameter. */
    public B input(String name, ParameterType type, boolean optional, @Nullable Value fallback) {
        parameters.put(name, new ParameterInput(type, optional, fallback, List.of()));
        return self();
    }

    /** A required input parameter that takes only these values. */
    public B oneOf(String name, ParameterType type, Value... literals) {
        parameters.put(name, new ParameterInput(type, false, null, List.of(literals)));
        return self();
    }

    /** A required input artifact. */
    public B artifact(String name) {
        artifacts.put(name, new ArtifactInput(ArtifactType.ANY, false, false));
        return self();
    }

    /** An input artifact that may be left out. */
    public B optionalArtifact(String name) {
        artifacts.put(name, new ArtifactInput(ArtifactType.ANY, false, true));
        return self();
    }

    /** An output parameter. */
    public B output(String name, ParameterType type) {
        outputParameters.put(name, type);
        return self();
    }

    /** An output artifact. */
    public B outputArtifact(String name) {
        return outputArtifact(name, ArtifactType.ANY, Value.EMPTY_STRUCT);
    }

    /** An output artifact of that type, its metadata starting from {@code metadata}. */
    public B outputArtifact(String name, ArtifactType type, Value.Struct metadata) {
        outputArtifacts.put(name, new ArtifactOutput(type, false, metadata));
        return self();
    }

    final Interface io() {
        return new Interface(parameters, artifacts, outputParameters, outputArtifacts);
    }
}
