/**
 * Front ends that lower documents to a plan, or explain why not.
 *
 * <p>Start with {@link penstock.compiler.Frontend}.
 *
 * <p><b>Invariant:</b> compiling is a function of the document alone: same bytes, same plan and
 * same diagnostics in the same order. A document never makes it throw. <b>Boundary:</b> what a
 * document says is read by {@code spec}; what a plan means is decided by {@code engine}.
 */
@NullMarked
package penstock.compiler;

import org.jspecify.annotations.NullMarked;
