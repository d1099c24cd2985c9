/**
 * Argo workflows, as KFP's SDK 1.8 compiles pipelines to them: told apart from other documents,
 * with their name and parameters.
 *
 * <p>Start with {@link penstock.spec.argo.ArgoReader}.
 *
 * <p><b>Invariant:</b> templates are kept as they are and not looked into, beyond that the first
 * one exists.
 */
@NullMarked
package penstock.spec.argo;

import org.jspecify.annotations.NullMarked;
