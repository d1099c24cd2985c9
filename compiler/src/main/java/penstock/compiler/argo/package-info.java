/**
 * The front end for Argo workflows.
 *
 * <p>Start with {@link penstock.compiler.argo.ArgoFrontend}.
 *
 * <p><b>Invariant:</b> a workflow's parameters are those of its plan, texts all of them. What this
 * release cannot execute ends as a failed run that says so, never as one that looks done.
 */
@NullMarked
package penstock.compiler.argo;

import org.jspecify.annotations.NullMarked;
