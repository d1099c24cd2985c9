/**
 * The imperative shell: use cases, one {@link penstock.control.RunLoop} per run, dispatch of
 * effects and recovery.
 *
 * <p>Start with {@link penstock.control.Control}, which ties the parts together, then {@link
 * penstock.control.RunService} for what callers can ask and {@link penstock.control.RunLoop} for
 * how a command becomes a fact.
 *
 * <p><b>Invariant:</b> nothing here starts a thread or reads a clock; both come from {@link
 * penstock.control.port.StepExecutor}, so that a simulation runs this same code. An effect is
 * released only after its events are committed.
 */
@NullMarked
package penstock.control;

import org.jspecify.annotations.NullMarked;
