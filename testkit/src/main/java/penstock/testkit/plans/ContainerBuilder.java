package penstock.testkit.plans;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import penstock.plan.Argument;
import penstock.plan.Component;
import penstock.plan.Component.Resources;
import penstock.plan.Kubernetes;
import penstock.plan.Template;

/**
 * Writes a component that runs a program; without anything said, {@code true} in {@code busybox}.
 */
public final class ContainerBuilder extends InterfaceBuilder<ContainerBuilder> {

    private Template image = Template.literal("busybox");
    private final List<Argument> command = new ArrayList<>();
    private final List<Argument> args = new ArrayList<>();
    private Resources resources = Resources.NONE;
    private Component.Pauses pauses = Component.Pauses.NONE;

    ContainerBuilder() {}

    @Override
    ContainerBuilder self() {
        return this;
    }

    /** The image to run in. */
    public ContainerBuilder image(Template template) {
        this.image = template;
        return this;
    }

    /** Words of the command. */
    public ContainerBuilder command(String... words) {
        for (String word : words) {
            command.add(new Argument.Word(Template.literal(word)));
        }
        return this;
    }

    /** Arguments that follow the command. */
    public ContainerBuilder args(Argument... more) {
        args.addAll(List.of(more));
        return this;
    }

    /** What it asks of the machine, as Kubernetes quantities. */
    public ContainerBuilder requests(String cpu, String memory) {
        this.resources =
                new Resources(
                        Template.literal(cpu), null, Template.literal(memory), null, null, null);
        return this;
    }

    /** What it asks of the machine. */
    public ContainerBuilder resources(Resources given) {
        this.resources = given;
        return this;
    }

    /** Where somebody looks at the task before it goes on. */
    public ContainerBuilder pauses(boolean before, boolean after, boolean onError) {
        this.pauses = new Component.Pauses(before, after, onError);
        return this;
    }

    Component build() {
        List<Argument> words =
                command.isEmpty()
                        ? List.of(new Argument.Word(Template.literal("true")))
                        : List.copyOf(command);
        return new Component.Container(
                io(),
                new Component.ContainerSpec(
                        image,
                        words,
                        args,
                        Collections.emptySortedMap(),
                        resources,
                        Kubernetes.NONE,
                        pauses));
    }
}
