/**
 * What makes two executions of a step the same, and why two differ.
 *
 * <p>Start with {@link penstock.control.cache.Fingerprint}.
 *
 * <p><b>Invariant:</b> a fingerprint is a function of the plan, the run's header and the task's
 * inputs, equal in every JVM; it holds all that can change a result, and nothing else.
 */
@NullMarked
package penstock.control.cache;

import org.jspecify.annotations.NullMarked;
