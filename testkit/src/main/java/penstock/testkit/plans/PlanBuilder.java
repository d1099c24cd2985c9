package penstock.testkit.plans;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.RunSettings;
import penstock.plan.Template;

/**
 * Writes a plan.
 *
 * <pre>{@code
 * Plan plan = PlanBuilder.plan("sample")
 *         .container("count", it -> it.output("n", NUMBER_INTEGER))
 *         .container("show", it -> it.input("n", NUMBER_INTEGER))
 *         .root(it -> it
 *                 .task("count", "count", task -> {})
 *                 .task("show", "show", task -> task.from("n", "count", "n")))
 *         .build();
 * }</pre>
 */
public final class PlanBuilder {

    private final String name;
    private final SortedMap<String, Component> components = new TreeMap<>();
    private RunSettings settings = RunSettings.NONE;

    private PlanBuilder(String name) {
        this.name = name;
    }

    /** Begins a plan of that pipeline name. */
    public static PlanBuilder plan(String name) {
        return new PlanBuilder(name);
    }

    /** Adds a component that runs a program. */
    public PlanBuilder container(String component, Consumer<ContainerBuilder> content) {
        ContainerBuilder container = new ContainerBuilder();
        content.accept(container);
        components.put(component, container.build());
        return this;
    }

    /** Adds a component that is a graph of tasks. */
    public PlanBuilder scope(String component, Consumer<ScopeBuilder> content) {
        ScopeBuilder scope = new ScopeBuilder();
        content.accept(scope);
        components.put(component, scope.build());
        return this;
    }

    /** Makes a component an importer that takes and gives what it did. */
    public PlanBuilder imports(String component) {
        Component known = components.get(component);
        if (known == null) {
            throw new IllegalArgumentException("no component '" + component + "' yet");
        }
        components.put(
                component,
                new Component.Importer(
                        known.io(),
                        Template.literal("sim://elsewhere"),
                        ArtifactType.ANY,
                        Component.MetadataTemplate.NONE,
                        false,
                        false));
        return this;
    }

    /** Adds the scope in which a run starts. */
    public PlanBuilder root(Consumer<ScopeBuilder> content) {
        return scope(Plan.ROOT, content);
    }

    /** Adds a component as it is. */
    public PlanBuilder component(String component, Component content) {
        components.put(component, content);
        return this;
    }

    /** Runs may not take longer than that. */
    public PlanBuilder deadline(Duration most) {
        this.settings = new RunSettings(most, null, null, null);
        return this;
    }

    /** The plan. */
    public Plan build() {
        return new Plan(Plan.FORMAT, name, "", "", components, settings, List.of());
    }
}
