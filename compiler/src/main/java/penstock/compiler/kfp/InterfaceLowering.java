package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.ArtifactType;
import penstock.plan.Interface;
import penstock.plan.Interface.ArtifactInput;
import penstock.plan.Interface.ArtifactOutput;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.document.Node;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.ComponentSpec.ArtifactSchema;
import penstock.spec.kfp.ComponentSpec.ArtifactSpec;
import penstock.spec.kfp.ComponentSpec.ParameterSpec;
import penstock.spec.kfp.ParameterKind;

/** Lowers what a component declares. */
final class InterfaceLowering {
    private final Diagnostics diagnostics;

    InterfaceLowering(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The interface of {@code component}, whose name is only for messages. */
    Interface lower(String name, ComponentSpec component) {
        String owner = " of component '" + name + "'";
        SortedMap<String, ParameterInput> parameters = new TreeMap<>();
        component
                .inputs()
                .parameters()
                .forEach((key, spec) -> parameters.put(key, input(key, spec, owner)));
        SortedMap<String, ArtifactInput> artifacts = new TreeMap<>();
        component.inputs().artifacts().forEach((key, spec) -> artifacts.put(key, input(key, spec)));
        refuseSharedNames(component.inputs().parameters(), component.inputs().artifacts());
        SortedMap<String, ParameterType> outputs = new TreeMap<>();
        component
                .outputs()
                .parameters()
                .forEach((key, spec) -> outputs.put(key, output(key, spec, component, owner)));
        SortedMap<String, ArtifactOutput> outputArtifacts = new TreeMap<>();
        component
                .outputs()
                .artifacts()
                .forEach((key, spec) -> outputArtifacts.put(key, output(key, spec, component)));
        refuseSharedNames(component.outputs().parameters(), component.outputs().artifacts());
        return new Interface(parameters, artifacts, outputs, outputArtifacts);
    }

    private ParameterInput input(String name, ParameterSpec spec, String owner) {
        Names.checkField("input", name, Names.LONGEST_INPUT, spec.span(), diagnostics);
        ParameterType type = type("input '" + name + "'" + owner, spec);
        List<Value> literals = new ArrayList<>();
        spec.literals().forEach(node -> literals.add(JsonValues.of(node)));
        Value defaultValue = defaultValue(name, spec.defaultValue(), type, literals);
        return new ParameterInput(type, spec.optional(), defaultValue, literals);
    }

    private @Nullable Value defaultValue(
            String name, @Nullable Node node, ParameterType type, List<Value> literals) {
        if (node == null) {
            return null;
        }
        Value value = JsonValues.of(node);
        if (!Types.accepts(type, value)) {
            diagnostics.error(
                    DiagnosticCode.MISTYPED_ARGUMENT,
                    node.span(),
                    "the default of input '"
                            + name
                            + "' is "
                            + node.describe()
                            + " (expected: "
                            + Types.words(type)
                            + ")",
                    "correct the value or the input's type");
            return null;
        }
        Value fitted = Types.fit(type, value);
        if (!literals.isEmpty() && !literals.contains(fitted)) {
            diagnostics.error(
                    DiagnosticCode.VALUE_NOT_ALLOWED,
                    node.span(),
                    "the default of input '"
                            + name
                            + "' is "
                            + node.describe()
                            + " (expected: one of its literals)",
                    "use one of the values that the input allows");
        }
        return fitted;
    }

    private ArtifactInput input(String name, ArtifactSpec spec) {
        Names.checkField("input", name, Names.LONGEST_INPUT, spec.span(), diagnostics);
        return new ArtifactInput(type(spec.schema()), spec.list(), spec.optional());
    }

    private ParameterType output(
            String name, ParameterSpec spec, ComponentSpec component, String owner) {
        checkOutput(name, component, spec.span());
        return type("output '" + name + "'" + owner, spec);
    }

    private ArtifactOutput output(String name, ArtifactSpec spec, ComponentSpec component) {
        checkOutput(name, component, spec.span());
        Value.Struct metadata =
                spec.metadata() == null ? Value.EMPTY_STRUCT : JsonValues.struct(spec.metadata());
        return new ArtifactOutput(type(spec.schema()), spec.list(), metadata);
    }

    private void checkOutput(String name, ComponentSpec component, penstock.spec.Span span) {
        int longest = component.dag() == null ? Names.LONGEST : Names.LONGEST_INPUT;
        Names.checkField("output", name, longest, span, diagnostics);
    }

    private void refuseSharedNames(
            Map<String, ParameterSpec> parameters, Map<String, ArtifactSpec> artifacts) {
        artifacts.forEach((name, artifact) -> {
            if (parameters.containsKey(name)) {
                diagnostics.error(
                        DiagnosticCode.BAD_NAME,
                        artifact.span(),
                        "'" + name + "' is both a parameter and an artifact",
                        "rename one of the two");
            }
        });
    }

    private ParameterType type(String what, ParameterSpec spec) {
        ParameterKind kind = spec.type();
        if (kind == null) {
            diagnostics.error(
                    DiagnosticCode.MISSING_FIELD,
                    spec.span(),
                    what + " has no type",
                    "set 'parameterType', for instance to STRING");
            return ParameterType.STRING;
        }
        return Types.of(kind);
    }

    private static ArtifactType type(ArtifactSchema schema) {
        return schema.title().isEmpty()
                ? ArtifactType.ANY
                : new ArtifactType(schema.title(), schema.version());
    }
}
