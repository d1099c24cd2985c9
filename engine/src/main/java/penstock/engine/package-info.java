/**
 * Pure functions: given a run's state and a command, which events happen and which effects are due;
 * given a state and an event, the next state.
 *
 * <p>Start with {@link penstock.engine.Engine#decide} and {@link penstock.engine.RunState#apply};
 * {@link penstock.engine.Command}, {@link penstock.engine.Event} and {@link penstock.engine.Effect}
 * are the vocabulary.
 *
 * <p><b>Invariant:</b> no clock, no randomness, no IO, no threads; time and identity arrive in
 * commands. State changes only in {@code apply}. <b>Boundary:</b> this package sees the JDK and
 * {@code penstock.plan} only.
 */
@NullMarked
package penstock.engine;

import org.jspecify.annotations.NullMarked;
