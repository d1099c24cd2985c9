package penstock.plan;

import java.util.List;

/** One element of a command as its author wrote it; it yields zero, one or several words. */
public sealed interface Argument {

    /** One word. */
    record Word(Template template) implements Argument {}

    /** One word made of several. */
    record Concat(List<Argument> items) implements Argument {
        public Concat {
            items = List.copyOf(items);
        }
    }

    /** The words of {@code then} when the input has a value, else those of {@code otherwise}. */
    record IfPresent(String input, List<Argument> then, List<Argument> otherwise)
            implements Argument {
        public IfPresent {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }
}
