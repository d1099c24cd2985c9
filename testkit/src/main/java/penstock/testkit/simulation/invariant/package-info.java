/**
 * The laws that every simulated world keeps, one small class each.
 *
 * <p>Start with {@link penstock.testkit.simulation.invariant.Invariants#all}.
 *
 * <p><b>Invariant:</b> a law reads sightings and history only; it never asks the code under test
 * what is right.
 */
@NullMarked
package penstock.testkit.simulation.invariant;

import org.jspecify.annotations.NullMarked;
