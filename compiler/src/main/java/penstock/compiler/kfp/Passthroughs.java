package penstock.compiler.kfp;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Component.Resources;
import penstock.plan.Kubernetes;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.ComponentSpec.Passthrough;
import penstock.spec.kfp.ComponentSpec.TaskConfigField;

/**
 * Settings that a component is told of, to hand them to jobs of its own. They hold for its own
 * program only where the component says so; all others always do.
 */
final class Passthroughs {
    /** A component that is told nothing. */
    static final Passthroughs NONE = new Passthroughs(List.of());

    private final Set<TaskConfigField> told = EnumSet.noneOf(TaskConfigField.class);
    private final Set<TaskConfigField> withheld = EnumSet.noneOf(TaskConfigField.class);

    Passthroughs(ComponentSpec component) {
        this(component.taskConfigPassthroughs());
    }

    private Passthroughs(List<Passthrough> passthroughs) {
        for (Passthrough passthrough : passthroughs) {
            told.add(passthrough.field());
            if (!passthrough.applyToTask()) {
                withheld.add(passthrough.field());
            }
        }
    }

    /** Whether the component is told of these settings. */
    boolean tell(TaskConfigField field) {
        return told.contains(field);
    }

    /** The container without what is only for others. */
    ContainerSpec kept(ContainerSpec spec) {
        boolean variables = !withheld.contains(TaskConfigField.ENV);
        boolean resources = !withheld.contains(TaskConfigField.RESOURCES);
        return new ContainerSpec(
                spec.image(),
                spec.command(),
                spec.args(),
                variables ? spec.env() : new TreeMap<>(),
                resources ? spec.resources() : Resources.NONE,
                kept(spec.kubernetes()),
                spec.pauses());
    }

    private Kubernetes kept(Kubernetes settings) {
        boolean volumes = !withheld.contains(TaskConfigField.KUBERNETES_VOLUMES);
        boolean variables = !withheld.contains(TaskConfigField.ENV);
        List<Kubernetes.Mount> mounts =
                settings.mounts().stream()
                        .filter(m -> volumes || m instanceof Kubernetes.ScratchMount)
                        .toList();
        return new Kubernetes(
                settings.references(),
                mounts,
                variables ? settings.env() : List.of(),
                settings.labels(),
                settings.annotations(),
                settings.deadline(),
                settings.pod());
    }
}
