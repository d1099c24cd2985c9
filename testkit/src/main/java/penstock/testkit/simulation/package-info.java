/**
 * A whole installation in one thread: control itself over a simulated store and machine, in virtual
 * time, with everything going wrong that can.
 *
 * <p>Start with {@link penstock.testkit.simulation.SimulatedWorld#run}.
 *
 * <p><b>Invariant:</b> all that happens in a world is a function of its seed, in every JVM.
 */
@NullMarked
package penstock.testkit.simulation;

import org.jspecify.annotations.NullMarked;
