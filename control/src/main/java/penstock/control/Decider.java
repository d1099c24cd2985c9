package penstock.control;

import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.RunState;

/**
 * What a loop asks before it commits: {@link penstock.engine.Engine#decide}, or something around it
 * that watches or disturbs it.
 */
@FunctionalInterface
public interface Decider {
    /** The decision that {@code command} comes to in {@code state}; the same whenever asked. */
    Decision decide(RunState state, Command command);
}
