package penstock.compiler.kfp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.Component.VolumeChange;
import penstock.plan.Component.VolumeChange.Change;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.kfp.ExecutorSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Lowers the components that make and remove volume claims; KFP writes them as images. */
final class VolumeLowering {
    private static final String FAMILY = "argostub/";
    private static final List<String> ACCESS_MODES =
            List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");

    private final PipelineContext context;
    private final Components.Known component;

    VolumeLowering(PipelineContext context, Components.Known component) {
        this.context = context;
        this.component = component;
    }

    /** Whether an image stands for such a component. */
    static boolean isMeantBy(ExecutorSpec.Container container) {
        return container.image().text().startsWith(FAMILY);
    }

    /** The change, or null when the image is of no kind that is known; then it was reported. */
    @Nullable VolumeChange lower(ExecutorSpec.Container container) {
        String name = container.image().text().substring(FAMILY.length());
        return switch (name.replaceFirst(":.*", "")) {
            case "createpvc" -> create(container.span());
            case "deletepvc" -> delete(container.span());
            default -> {
                refuse(
                        container.image().span(),
                        "component '" + component.name() + "' has the image " + FAMILY + name,
                        "use CreatePVC or DeletePVC of kfp-kubernetes");
                yield null;
            }
        };
    }

    private VolumeChange create(Span span) {
        requireInput("access_modes", span);
        requireInput("size", span);
        if (!component.io().outputParameters().containsKey("name")) {
            refuse(
                    span,
                    "component '" + component.name() + "' makes a claim without the output 'name'",
                    "compile it again with kfp-kubernetes");
        }
        context.components().uses(component).forEach(use -> checkClaim(use.task()));
        return new VolumeChange(component.io(), Change.CREATE);
    }

    private VolumeChange delete(Span span) {
        requireInput("pvc_name", span);
        for (ComponentGraph.Use use : context.components().uses(component)) {
            ParameterArgument name = use.task().parameters().get("pvc_name");
            if (constant(name) instanceof Value.Text(String text) && text.isEmpty()) {
                refuse(span(name, use.task()), "the claim to remove has no name", "name it");
            }
        }
        return new VolumeChange(component.io(), Change.DELETE);
    }

    private void requireInput(String name, Span span) {
        if (!component.io().parameters().containsKey(name)) {
            refuse(
                    span,
                    "component '" + component.name() + "' has no input '" + name + "'",
                    "compile it again with kfp-kubernetes");
        }
    }

    private void checkClaim(TaskSpec task) {
        Map<String, ParameterArgument> arguments = task.parameters();
        ParameterArgument suffix = arguments.get("pvc_name_suffix");
        if (isNamed(arguments.get("pvc_name")) && isNamed(suffix)) {
            refuse(
                    span(suffix, task),
                    "a claim has both 'pvc_name' and 'pvc_name_suffix'",
                    "keep one of the two");
        }
        ParameterArgument size = arguments.get("size");
        if (constant(size) instanceof Value.Text(String text)) {
            Quantities.check(
                    "the size of a claim",
                    new SourceText(text, span(size, task)),
                    context.diagnostics());
        }
        checkModes(arguments.get("access_modes"), task);
    }

    private void checkModes(@Nullable ParameterArgument argument, TaskSpec task) {
        if (!(constant(argument) instanceof Value.Items(List<Value> modes))) {
            return;
        }
        if (modes.isEmpty()) {
            refuse(span(argument, task), "a claim has no access mode", "use ReadWriteOnce");
        }
        for (Value mode : modes) {
            if (!(mode instanceof Value.Text(String text) && ACCESS_MODES.contains(text))) {
                refuse(
                        span(argument, task),
                        "a claim has the access mode "
                                + ValueText.json(mode)
                                + " (expected: "
                                + String.join(", ", ACCESS_MODES)
                                + ")",
                        "use ReadWriteOnce");
            }
        }
    }

    private static boolean isNamed(@Nullable ParameterArgument argument) {
        return constant(argument) instanceof Value.Text(String text) && !text.isEmpty();
    }

    /** The value of an argument that is known before a run; null otherwise. */
    private static @Nullable Value constant(@Nullable ParameterArgument argument) {
        return argument != null
                        && argument.source() instanceof ParameterSource.Constant(Node node)
                        && !Constants.hasPlaceholder(node)
                ? JsonValues.of(node)
                : null;
    }

    private static Span span(@Nullable ParameterArgument argument, TaskSpec task) {
        return argument == null ? task.span() : argument.span();
    }

    private void refuse(Span span, String message, String hint) {
        context.diagnostics().error(DiagnosticCode.BAD_VOLUME, span, message, hint);
    }
}
