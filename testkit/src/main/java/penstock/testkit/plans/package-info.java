/**
 * Plans for tests, written as one reads them, and conditions that need no CEL.
 *
 * <p>Start with {@link penstock.testkit.plans.PlanBuilder}.
 *
 * <p><b>Invariant:</b> a built plan keeps the rules a compiled one keeps: the dependencies of a
 * task name every producer of its inputs.
 */
@NullMarked
package penstock.testkit.plans;

import org.jspecify.annotations.NullMarked;
