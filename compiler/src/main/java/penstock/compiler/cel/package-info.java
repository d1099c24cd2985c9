/**
 * The expression language of conditions and selectors.
 *
 * <p>Start with {@link penstock.compiler.cel.CelEvaluator}.
 *
 * <p><b>Invariant:</b> same expression and values, same answer; an expression reads nothing but the
 * values it is given. <b>Boundary:</b> the CEL library is seen by this package alone, and loaded
 * only when the first expression comes.
 */
@NullMarked
package penstock.compiler.cel;

import org.jspecify.annotations.NullMarked;
