package penstock.compiler.argo;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.compiler.Compilation;
import penstock.compiler.Frontend;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterSource;
import penstock.plan.ParameterType;
import penstock.plan.Plan;
import penstock.plan.Task;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.spec.Diagnostics;
import penstock.spec.Reading;
import penstock.spec.argo.ArgoReader;
import penstock.spec.argo.ArgoWorkflow;
import penstock.spec.document.Limits;

/**
 * Compiles Argo workflows, and leaves all else to the front end behind it. Thread-safe.
 *
 * <p>A workflow can be kept, listed and run with parameters, but its templates are not lowered yet:
 * its plan has one task, whose input admits no front end but the one that is missing. The engine
 * fails that task at once and says why, on a retry too.
 */
public final class ArgoFrontend implements Frontend {
    private static final String INPUT = "executed-by";
    private static final String COMPONENT = "templates";
    private static final String MISSING =
            "the front end for Argo workflows, which comes with a later version of Penstock";
    private static final String PRESENT = "the front end for KFP v2";
    private static final String NOTE =
            "This is an Argo workflow. It is kept and listed; executing it comes with the Argo front"
                    + " end.";
    private static final Interface NOTHING =
            new Interface(
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap());

    private final ArgoReader reader;
    private final Frontend others;

    /**
     * A front end.
     *
     * @param others compiles what is no Argo workflow
     */
    public ArgoFrontend(Limits limits, Frontend others) {
        this.reader = new ArgoReader(limits);
        this.others = others;
    }

    @Override
    public Compilation compile(byte[] document) {
        Compilation compiled = workflow(new String(document, StandardCharsets.UTF_8));
        return compiled == null ? others.compile(document) : compiled;
    }

    @Override
    public Compilation compile(String document) {
        Compilation compiled = workflow(document);
        return compiled == null ? others.compile(document) : compiled;
    }

    private @Nullable Compilation workflow(String document) {
        return document.contains("argoproj.io/") ? compiled(reader.read(document)) : null;
    }

    private static @Nullable Compilation compiled(@Nullable Reading<ArgoWorkflow> reading) {
        return switch (reading) {
            case null -> null;
            case Reading.Refused<ArgoWorkflow>(var diagnostics) ->
                    new Compilation.Refused(diagnostics);
            case Reading.Done<ArgoWorkflow>(var workflow, var remarks) -> {
                Diagnostics diagnostics = new Diagnostics();
                diagnostics.addAll(remarks);
                yield new Compilation.Compiled(plan(workflow), diagnostics.list());
            }
        };
    }

    private static Plan plan(ArgoWorkflow workflow) {
        SortedMap<String, Component> components = new TreeMap<>();
        components.put(Plan.ROOT, root(workflow));
        components.put(COMPONENT, unexecutable());
        String name = pipelineName(workflow.name());
        return new Plan(name, workflow.name(), "", components, List.of(NOTE));
    }

    /** Letters, digits and hyphens, as names of pipelines have them. */
    private static String pipelineName(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        String fitting = plain.substring(0, Math.min(plain.length(), 100)).replaceFirst("^-+", "");
        return fitting.isEmpty() ? "workflow" : fitting;
    }

    private static Component.Scope root(ArgoWorkflow workflow) {
        SortedMap<String, ParameterInput> parameters = new TreeMap<>();
        for (Map.Entry<String, @Nullable String> each : workflow.parameters().entrySet()) {
            String value = each.getValue();
            parameters.put(each.getKey(), text(value == null ? null : new Value.Text(value)));
        }
        String key = workflow.entrypoint().isEmpty() ? "workflow" : workflow.entrypoint();
        return new Component.Scope(
                taking(parameters),
                new TreeMap<>(Collections.singletonMap(key, task(key))),
                Collections.emptySortedMap(),
                Collections.emptySortedMap());
    }

    private static ParameterInput text(@Nullable Value value) {
        return new ParameterInput(ParameterType.STRING, false, value, List.of());
    }

    private static Interface taking(SortedMap<String, ParameterInput> parameters) {
        return new Interface(
                parameters,
                NOTHING.artifacts(),
                NOTHING.outputParameters(),
                NOTHING.outputArtifacts());
    }

    private static Component unexecutable() {
        ParameterInput present =
                new ParameterInput(
                        ParameterType.STRING, false, null, List.of(new Value.Text(PRESENT)));
        return new Component.Scope(
                taking(new TreeMap<>(Collections.singletonMap(INPUT, present))),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap());
    }

    private static Task task(String key) {
        ParameterSource missing =
                new ParameterSource.Constant(new ValueTemplate.Fixed(new Value.Text(MISSING)));
        return new Task(
                key,
                key,
                COMPONENT,
                new TreeMap<>(
                        Collections.singletonMap(INPUT, new Task.ParameterArgument(missing, null))),
                Collections.emptySortedMap(),
                List.of(),
                Task.Trigger.DEFAULT,
                Task.RetryPolicy.NONE,
                Task.CachePolicy.OFF,
                null);
    }
}
