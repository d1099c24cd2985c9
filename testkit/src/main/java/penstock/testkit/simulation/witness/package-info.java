/**
 * What can be seen of a simulated world from outside: sightings, the history they add up to, and
 * what watchers do with both.
 *
 * <p>Start with {@link penstock.testkit.simulation.witness.Sighting} and {@link
 * penstock.testkit.simulation.witness.Watcher}.
 *
 * <p><b>Invariant:</b> history is folded from sightings alone, by rules of its own, so that it can
 * contradict the code under test.
 */
@NullMarked
package penstock.testkit.simulation.witness;

import org.jspecify.annotations.NullMarked;
