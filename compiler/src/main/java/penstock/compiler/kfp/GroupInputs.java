package penstock.compiler.kfp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.plan.ParameterSource;
import penstock.plan.Task.ParameterArgument;

/**
 * Finds inputs of groups by the names that SDKs give to what a group takes in. Texts and platform
 * settings refer to fields of loop items by a name of their own, for which no group has an input;
 * what is meant is the field of the item.
 */
final class GroupInputs {
    private static final String CHANNEL = "pipelinechannel--";
    private static final Pattern FIELD =
            Pattern.compile("(?<item>.+)-subvar-(?<field>[a-zA-Z_][0-9a-zA-Z_]*)");

    private GroupInputs() {}

    /** The input {@code name}, or the field that it names; null when the group has neither. */
    static @Nullable ParameterArgument find(
            String name, @Nullable String selector, Components.Known scope) {
        String known = known(name, scope);
        if (known != null) {
            return new ParameterArgument(new ParameterSource.FromScope(known), selector);
        }
        return selector == null ? field(name, scope) : null;
    }

    /** The output of a task outside of a group that the group takes in, or null. */
    static @Nullable ParameterArgument surfaced(
            String task, String key, @Nullable String selector, Components.Known scope) {
        String name = CHANNEL + task + "-" + key;
        return scope.io().parameters().containsKey(name)
                ? new ParameterArgument(new ParameterSource.FromScope(name), selector)
                : null;
    }

    private static @Nullable String known(String name, Components.Known scope) {
        if (scope.io().parameters().containsKey(name)) {
            return name;
        }
        return scope.io().parameters().containsKey(CHANNEL + name) ? CHANNEL + name : null;
    }

    /** Whether {@code name} is what SDKs call an item or a part of it: its type may be a guess. */
    static boolean isOfItem(String name) {
        return name.contains("loop-item");
    }

    /** The item whose field {@code name} is by its name, or null when it is none. */
    static @Nullable String itemOf(String name) {
        Matcher matcher = FIELD.matcher(name);
        return matcher.matches() ? matcher.group("item") : null;
    }

    /** The field of an item that the group has as its input, or null. */
    static @Nullable ParameterArgument field(String name, Components.Known scope) {
        Matcher matcher = FIELD.matcher(name);
        String item = matcher.matches() ? known(matcher.group("item"), scope) : null;
        return item == null
                ? null
                : new ParameterArgument(
                        new ParameterSource.FromScope(item),
                        "parseJson(string_value)[\"" + matcher.group("field") + "\"]");
    }
}
