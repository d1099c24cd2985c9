package penstock.compiler.kfp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.Kubernetes;
import penstock.plan.Kubernetes.Keeper;
import penstock.plan.Kubernetes.Mount;
import penstock.plan.Kubernetes.Variable;
import penstock.plan.ParameterSource;
import penstock.plan.Task.ParameterArgument;
import penstock.spec.DiagnosticCode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.kfp.KubernetesSpec;
import penstock.spec.kfp.KubernetesSpec.Holder;
import penstock.spec.kfp.KubernetesSpec.Reference;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;

/** Lowers what a platform document asks for the pods of one component. */
final class KubernetesLowering {
    private static final long LONGEST_SECONDS = Duration.ofDays(3_650).toSeconds();

    private final PipelineContext context;
    private final Components.Known component;
    private final KubernetesSpec spec;
    private final PlatformReferences references;
    private final MountPaths paths;
    private final SortedMap<String, ParameterArgument> resolved = new TreeMap<>();

    KubernetesLowering(PipelineContext context, Components.Known component, KubernetesSpec spec) {
        this.context = context;
        this.component = component;
        this.spec = spec;
        this.references = new PlatformReferences(context, component);
        this.paths = new MountPaths(context, component.name());
    }

    Kubernetes lower() {
        names().forEach(this::resolveName);
        spec.pod().references().forEach(this::resolve);
        return new Kubernetes(
                resolved,
                mounts(),
                variables(),
                new TreeMap<>(spec.metadata().labels()),
                new TreeMap<>(spec.metadata().annotations()),
                deadline(),
                JsonValues.struct(spec.pod().settings()));
    }

    /** References that must come to the name of something; the others are any JSON. */
    private List<Reference> names() {
        List<Reference> names = new ArrayList<>(spec.references());
        names.removeAll(spec.pod().references());
        return names;
    }

    private void resolveName(Reference reference) {
        if (isEmpty(reference.value())) {
            context.diagnostics()
                    .error(
                            DiagnosticCode.MISSING_FIELD,
                            reference.span(),
                            references.setting(reference) + " names nothing",
                            "give it the name of a secret, config map or claim");
        } else {
            resolve(reference);
        }
    }

    private static boolean isEmpty(TaskSpec.@Nullable ParameterArgument value) {
        if (value == null) {
            return true;
        }
        return value.source() instanceof TaskSpec.ParameterSource.Constant(Node node)
                && !(node instanceof ScalarNode scalar
                        && scalar.kind() == ScalarNode.Kind.TEXT
                        && !scalar.text().isEmpty());
    }

    private void resolve(Reference reference) {
        TaskSpec.ParameterArgument value = reference.value();
        if (value == null) {
            return;
        }
        ParameterArgument argument =
                value.source() instanceof TaskSpec.ParameterSource.Constant(Node node)
                        ? constant(node)
                        : references.resolve(reference, value);
        if (argument != null) {
            resolved.put(reference.place(), argument);
        }
    }

    /** Constants of settings have no arguments beside them that placeholders could name. */
    private ParameterArgument constant(Node node) {
        Constants constants =
                new Constants(new LinkedHashMap<>(), component.io(), context.diagnostics());
        return new ParameterArgument(new ParameterSource.Constant(constants.lower(node)), null);
    }

    private List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        for (KubernetesSpec.KeyFiles files : spec.keyFiles()) {
            paths.take(files.mountPath());
            mounts.add(
                    new Kubernetes.KeysMount(
                            keeper(files.holder()),
                            files.name().place(),
                            files.mountPath().text(),
                            files.optional()));
        }
        for (KubernetesSpec.Claim claim : spec.claims()) {
            paths.take(claim.mountPath());
            paths.checkSubPath(claim.subPath());
            mounts.add(
                    new Kubernetes.ClaimMount(
                            claim.name().place(),
                            claim.mountPath().text(),
                            claim.subPath().text()));
        }
        spec.folders().forEach(folder -> mounts.add(scratch(folder)));
        return mounts;
    }

    private Mount scratch(KubernetesSpec.Folder folder) {
        paths.take(folder.mountPath());
        if (!folder.size().text().isEmpty()) {
            Quantities.check(
                    "the size of a volume of component '" + component.name() + "'",
                    folder.size(),
                    context.diagnostics());
        }
        String name = folder.volume().text();
        return new Kubernetes.ScratchMount(
                name.isEmpty() ? folder.mountPath().text() : name,
                folder.mountPath().text(),
                folder.memory(),
                folder.size().text());
    }

    private List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        for (KubernetesSpec.KeyVariables group : spec.keyVariables()) {
            for (KubernetesSpec.KeyVariable variable : group.variables()) {
                EnvironmentNames.check(variable.variable(), context.diagnostics());
                requireText(variable.key(), "a variable takes its value from no key");
                variables.add(
                        new Kubernetes.KeyVariable(
                                variable.variable().text(),
                                keeper(group.holder()),
                                group.name().place(),
                                variable.key().text(),
                                group.optional()));
            }
        }
        for (KubernetesSpec.FieldVariable variable : spec.fieldVariables()) {
            EnvironmentNames.check(variable.name(), context.diagnostics());
            FieldPaths.check(variable.fieldPath(), context.diagnostics());
            variables.add(
                    new Kubernetes.FieldVariable(
                            variable.name().text(), variable.fieldPath().text()));
        }
        return variables;
    }

    private void requireText(SourceText text, String otherwise) {
        if (text.text().isEmpty()) {
            context.diagnostics()
                    .error(
                            DiagnosticCode.MISSING_FIELD,
                            text.span(),
                            otherwise + " (component '" + component.name() + "')",
                            "name it");
        }
    }

    private @Nullable Duration deadline() {
        long seconds = spec.activeDeadlineSeconds();
        return seconds > 0 ? Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)) : null;
    }

    private static Keeper keeper(Holder holder) {
        return switch (holder) {
            case SECRET -> Keeper.SECRET;
            case CONFIG_MAP -> Keeper.CONFIG_MAP;
        };
    }
}
