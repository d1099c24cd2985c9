package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
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
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.ComponentSpec.ArtifactSchema;
import penstock.spec.kfp.ComponentSpec.ArtifactSpec;
import penstock.spec.kfp.ComponentSpec.ParameterSpec;
import penstock.spec.kfp.ParameterKind;

/** Lowers what a component declares. */
final class InterfaceLowering {
    private final Diagnostics diagnostics;
    private final ArgumentReports reports;

    InterfaceLowering(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.reports = new ArgumentReports(diagnostics);
    }

    /** The interface of {@code component}, whose name is only for messages. */
    Interface lower(String name, ComponentSpec component) {
        String owner = " of component '" + name + "'";
        refuseSharedNames(component.inputs().parameters(), component.inputs().artifacts());
        refuseSharedNames(component.outputs().parameters(), component.outputs().artifacts());
        return new Interface(
                mapped(component.inputs().parameters(), (key, spec) -> input(key, spec, owner)),
                mapped(component.inputs().artifacts(), this::input),
                mapped(
                        component.outputs().parameters(),
                        (key, spec) -> output(key, spec, component, owner)),
                mapped(
                        component.outputs().artifacts(),
                        (key, spec) -> output(key, spec, component)));
    }

    private static <S, T> SortedMap<String, T> mapped(
            Map<String, S> specs, BiFunction<String, S, T> lowering) {
        SortedMap<String, T> lowered = new TreeMap<>();
        specs.forEach((key, spec) -> lowered.put(key, lowering.apply(key, spec)));
        return lowered;
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
            reports.mistyped(ArgumentReports.defaultOf(name), node, type);
            return null;
        }
        Value fitted = Types.fit(type, value);
        if (!literals.isEmpty() && !literals.contains(fitted)) {
            reports.notAllowed(ArgumentReports.defaultOf(name), node);
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

    private void checkOutput(String name, ComponentSpec component, Span span) {
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
