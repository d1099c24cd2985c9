/**
 * Wrong behaviour on purpose: each fault has to be found by some invariant in some world, which is
 * how the simulation itself is tested.
 *
 * <p>Start with {@link penstock.testkit.simulation.fault.PlantedFault}.
 *
 * <p><b>Invariant:</b> a fault is put around the code under test, never into it.
 */
@NullMarked
package penstock.testkit.simulation.fault;

import org.jspecify.annotations.NullMarked;
