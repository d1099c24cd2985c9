/**
 * YAML and JSON text as trees of nodes that know where they stand in it.
 *
 * <p>Start with {@link penstock.spec.document.DocumentReader}, which yields {@link
 * penstock.spec.document.Node}s.
 *
 * <p><b>Invariant:</b> a tree obeys the {@link penstock.spec.document.Limits} it was read under,
 * aliases counted as often as they are used; keys are unique; text holds no NUL and no lone
 * surrogate.
 */
@NullMarked
package penstock.spec.document;

import org.jspecify.annotations.NullMarked;
