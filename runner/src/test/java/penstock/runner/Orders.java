package penstock.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import penstock.control.launch.OutputUris;
import penstock.control.port.Allotment;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Argument;
import penstock.plan.Artifact;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.Kubernetes;
import penstock.plan.ParameterType;
import penstock.plan.RunSettings;
import penstock.plan.Template;
import penstock.plan.Value;

/** Builds orders. */
final class Orders {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<Argument> command = new ArrayList<>();
    private final SortedMap<String, String> env = new TreeMap<>();
    private final SortedMap<String, ParameterType> outputParameters = new TreeMap<>();
    private final SortedMap<String, Interface.ArtifactOutput> outputArtifacts = new TreeMap<>();
    private final SortedMap<String, Value> parameters = new TreeMap<>();
    private final SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
    private final SortedMap<String, Value> references = new TreeMap<>();
    private final List<Kubernetes.Mount> mounts = new ArrayList<>();
    private final List<Kubernetes.Variable> variables = new ArrayList<>();
    private final SortedMap<String, String> labels = new TreeMap<>();
    private @Nullable Duration deadline;
    private RunSettings.@Nullable Workspace workspace;
    private String image = "alpine:3.20";
    private String root = "minio://bucket/root";

    /** {@code sh -c script} with the given placeholders as $1, $2 ... */
    static Orders script(String script, Template.Part... arguments) {
        Orders orders = new Orders().word("sh").word("-c").word(script).word("sh");
        for (Template.Part argument : arguments) {
            orders.command.add(new Argument.Word(new Template(List.of(argument))));
        }
        return orders;
    }

    static Orders command(String... words) {
        Orders orders = new Orders();
        List.of(words).forEach(orders::word);
        return orders;
    }

    private Orders word(String text) {
        command.add(new Argument.Word(Template.literal(text)));
        return this;
    }

    Orders image(String name) {
        image = name;
        return this;
    }

    Orders root(String uri) {
        root = uri;
        return this;
    }

    Orders env(String name, String value) {
        env.put(name, value);
        return this;
    }

    Orders gives(String name, ParameterType type) {
        outputParameters.put(name, type);
        return this;
    }

    Orders givesArtifact(String name) {
        ArtifactType type = new ArtifactType("system.Dataset", "0.0.1");
        outputArtifacts.put(name, new Interface.ArtifactOutput(type, false, Value.EMPTY_STRUCT));
        return this;
    }

    Orders takes(String name, String value) {
        parameters.put(name, new Value.Text(value));
        return this;
    }

    Orders takes(String name, Artifact artifact) {
        artifacts.put(name, List.of(artifact));
        return this;
    }

    /** Gives a reference of the Kubernetes settings a value. */
    Orders names(String reference, String value) {
        references.put(reference, new Value.Text(value));
        return this;
    }

    Orders mounts(Kubernetes.Mount mount) {
        mounts.add(mount);
        return this;
    }

    Orders sets(Kubernetes.Variable variable) {
        variables.add(variable);
        return this;
    }

    Orders label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    Orders deadline(Duration time) {
        deadline = time;
        return this;
    }

    Orders workspace() {
        workspace = new RunSettings.Workspace("1Gi", Value.EMPTY_STRUCT);
        return this;
    }

    private Kubernetes settings() {
        return new Kubernetes(
                new TreeMap<>(),
                mounts,
                variables,
                labels,
                new TreeMap<>(),
                deadline,
                Value.EMPTY_STRUCT);
    }

    AttemptOrder build() {
        RunId run = new RunId("run-" + COUNT.incrementAndGet() + "-" + System.nanoTime());
        RunHeader header =
                new RunHeader(
                        run,
                        "a run",
                        "a-run-x1",
                        root,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        new TreeMap<>());
        AttemptId attempt = new AttemptId(run, TaskPath.ROOT.child("step"), 1, 1);
        Interface io =
                new Interface(new TreeMap<>(), new TreeMap<>(), outputParameters, outputArtifacts);
        Component.ContainerSpec spec =
                new Component.ContainerSpec(
                        Template.literal(image),
                        command,
                        List.of(),
                        env,
                        Component.Resources.NONE,
                        settings(),
                        Component.Pauses.NONE);
        String taskRoot = OutputUris.taskRoot(header, "pipe", attempt);
        return new AttemptOrder(
                attempt,
                new Lease("here", 7),
                header,
                "pipe",
                taskRoot,
                new Component.Container(io, spec),
                new Inputs(parameters, artifacts, references),
                OutputUris.all(io, taskRoot),
                workspace,
                Allotment.NONE);
    }
}
