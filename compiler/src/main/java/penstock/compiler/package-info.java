/**
 * Front ends that lower documents to a plan, or explain why not.
 *
 * <p>Start with {@link penstock.compiler.Frontend}; {@link penstock.compiler.kfp.KfpFrontend} is
 * the one for KFP's own documents. {@link penstock.compiler.PlanText} shows a plan to people.
 *
 * <p><b>Invariant:</b> compiling is a function of the document alone: same bytes, same plan and
 * same diagnostics in the same order. A document never makes it throw. <b>Boundary:</b> what a
 * document says is read by {@code spec}; what a plan means is decided by {@code engine}.
 */
@NullMarked
package penstock.compiler;

import org.jspecify.annotations.NullMarked;
