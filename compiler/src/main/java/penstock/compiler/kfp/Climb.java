package penstock.compiler.kfp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;
import penstock.spec.kfp.ComponentSpec;
import penstock.spec.kfp.ComponentSpec.ParameterSpec;
import penstock.spec.kfp.PipelineSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/**
 * Goes outwards from a group to find what an input of it is by its name, and hands that on, group
 * by group.
 */
record Climb(PipelineSpec pipeline, Group group) {
    private static final List<String> PREFIXES = List.of("pipelinechannel--", "pipelineparam--");

    /** What is found, with where it is found. */
    private record Found(ParameterSource source, ParameterSpec declared) {}

    /** Whether {@code name} is what SDKs call an input of a group. */
    static boolean isChannel(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Whether the group has an input, or has it from now on. */
    boolean reaches(String name) {
        if (group.inputs().containsKey(name)) {
            return true;
        }
        if (name.length() > Names.LONGEST_INPUT) {
            return false;
        }
        String item = GroupInputs.itemOf(name);
        return (item != null && (reaches(item) || reaches(PREFIXES.getFirst() + item)))
                || (isChannel(name) && handOn(name));
    }

    private boolean handOn(String name) {
        Group.Place place = group.place();
        Found found = place == null ? null : find(name, place);
        if (place == null || found == null) {
            return false;
        }
        Span span = found.declared().span();
        group.inputs().put(name, found.declared().withoutDefault());
        place.around()
                .arguments(place.task())
                .put(name, new ParameterArgument(found.source(), null, span));
        return true;
    }

    private @Nullable Found find(String name, Group.Place place) {
        Group around = place.around();
        String bare = bare(name);
        ParameterSpec plain = around.inputs().get(bare);
        if (plain != null) {
            return new Found(input(bare, plain), plain);
        }
        Found output = output(bare, place);
        if (output != null) {
            return output;
        }
        ParameterSpec same =
                new Climb(pipeline, around).reaches(name) ? around.inputs().get(name) : null;
        return same == null ? null : new Found(input(name, same), same);
    }

    private static ParameterSource input(String name, ParameterSpec declared) {
        return new ParameterSource.ComponentInput(new SourceText(name, declared.span()));
    }

    /** Outputs are called by their task and their key, with a dash between. */
    private @Nullable Found output(String bare, Group.Place place) {
        for (int dash = bare.indexOf('-'); dash > 0; dash = bare.indexOf('-', dash + 1)) {
            String key = bare.substring(0, dash);
            TaskSpec task = place.around().tasks().get(key);
            ComponentSpec producer =
                    task == null || key.equals(place.task())
                            ? null
                            : pipeline.components().get(task.componentRef().text());
            ParameterSpec declared =
                    producer == null
                            ? null
                            : producer.outputs().parameters().get(bare.substring(dash + 1));
            if (task != null && declared != null) {
                SourceText output = new SourceText(bare.substring(dash + 1), declared.span());
                SourceText name = new SourceText(key, task.span());
                return new Found(new ParameterSource.TaskOutput(name, output), declared);
            }
        }
        return null;
    }

    private static String bare(String name) {
        return PREFIXES.stream()
                .filter(name::startsWith)
                .map(prefix -> name.substring(prefix.length()))
                .findFirst()
                .orElse(name);
    }
}
