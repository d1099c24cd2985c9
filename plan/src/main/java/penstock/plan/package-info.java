/**
 * The narrow waist: one executable graph that every other module understands.
 *
 * <p>Start with {@link penstock.plan.Plan}, then {@link penstock.plan.Component} and {@link
 * penstock.plan.Task}; {@link penstock.plan.Value} is the data that flows along its edges.
 *
 * <p><b>Invariant:</b> everything here is an immutable value without behaviour that reads a clock,
 * a file or a random source; maps iterate in key order, lists in document order. <b>Boundary:</b>
 * this package sees the JDK only.
 */
@NullMarked
package penstock.plan;

import org.jspecify.annotations.NullMarked;
