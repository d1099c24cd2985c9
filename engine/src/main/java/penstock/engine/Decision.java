package penstock.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command comes to.
 *
 * @param events in order; at most {@link Engine#MAX_EVENTS} and a few that belong together
 * @param effects due once the events are committed
 * @param after the state with the events applied
 * @param touched task runs that changed, each as the events left it, in order of first change
 * @param more true when the bound was reached: a {@link Command.Continue} has to follow
 * @param rejected why nothing happened although something was asked; null otherwise
 */
public record Decision(
        List<Event> events,
        List<Effect> effects,
        List<TaskView> touched,
        RunState after,
        boolean more,
        @Nullable Rejected rejected) {
    public Decision {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
        touched = List.copyOf(touched);
    }

    static Decision none(RunState state) {
        return new Decision(List.of(), List.of(), List.of(), state, false, null);
    }

    static Decision reject(RunState state, Rejected rejected) {
        return new Decision(List.of(), List.of(), List.of(), state, false, rejected);
    }
}
