/**
 * Tools for tests: ours, and those of whoever builds on us.
 *
 * <p>Start with {@link penstock.testkit.simulation.SimulatedWorld}.
 *
 * <p><b>Invariant:</b> nothing here is used by the running product.
 */
@NullMarked
package penstock.testkit;

import org.jspecify.annotations.NullMarked;
