package penstock.runner.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.plan.Argument;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Template;
import penstock.runner.Images;
import penstock.runner.Interpreter;

/** Builds ahead what the Python steps of a plan need, so that no step has to wait for it. */
public final class WarmUp {

    private final Images images;
    private final Environments environments;
    private final Map<String, String> variables;

    /**
     * @param variables the server's own, of which steps get pip's
     */
    public WarmUp(Images images, Environments environments, Map<String, String> variables) {
        this.images = images;
        this.environments = environments;
        this.variables = Map.copyOf(variables);
    }

    /**
     * What became of each environment that the plan's steps need, by component.
     *
     * @param progress gets lines for people while it takes long
     */
    public SequencedMap<String, EnvironmentOutcome> warm(Plan plan, Consumer<String> progress)
            throws InterruptedException {
        SequencedMap<String, EnvironmentOutcome> outcomes = new LinkedHashMap<>();
        for (Map.Entry<String, Component> entry : plan.components().entrySet()) {
            if (entry.getValue() instanceof Component.Container container) {
                EnvironmentRequest request = request(container);
                if (request != null) {
                    outcomes.put(
                            entry.getKey(),
                            environments.prepare(request, Optional.empty(), progress));
                }
            }
        }
        return outcomes;
    }

    /** What a component's steps will ask for; null when that is nothing, or not known before. */
    private @Nullable EnvironmentRequest request(Component.Container container) {
        String image = constant(container.spec().image());
        if (image == null || !(images.choose(image) instanceof Images.Choice.Stand stand)) {
            return null;
        }
        Interpreter interpreter = stand.interpreter();
        if (interpreter == null) {
            return null;
        }
        List<RequirementGroup> groups = new ArrayList<>();
        if (!stand.packages().isEmpty()) {
            groups.add(RequirementGroup.of(stand.packages()));
        }
        if (Bootstrap.recognise(words(container)) instanceof Recognition.Recognised recognised) {
            groups.addAll(recognised.groups());
        }
        if (groups.isEmpty()) {
            return null;
        }
        SortedMap<String, String> step = new TreeMap<>(variables);
        step.putAll(container.spec().env());
        return EnvironmentRequest.of(interpreter.executable(), groups, step);
    }

    /** The command with placeholders left blank: the part that names packages has none. */
    private static List<String> words(Component.Container container) {
        List<String> words = new ArrayList<>();
        List<Argument> all = new ArrayList<>(container.spec().command());
        all.addAll(container.spec().args());
        for (Argument argument : all) {
            String word =
                    argument instanceof Argument.Word(Template template)
                            ? constant(template)
                            : null;
            words.add(word == null ? "" : word);
        }
        return words;
    }

    private static @Nullable String constant(Template template) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            if (!(part instanceof Template.Literal(String literal))) {
                return null;
            }
            text.append(literal);
        }
        return text.toString();
    }
}
