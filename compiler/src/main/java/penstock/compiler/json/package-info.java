/**
 * Data of documents as values of a plan.
 *
 * <p>Start with {@link penstock.compiler.json.JsonValues}.
 *
 * <p><b>Invariant:</b> whole numbers stay exact as long as they fit 64 bits.
 */
@NullMarked
package penstock.compiler.json;

import org.jspecify.annotations.NullMarked;
