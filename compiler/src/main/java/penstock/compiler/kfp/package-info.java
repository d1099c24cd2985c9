/**
 * The front end for KFP's IR.
 *
 * <p>Start with {@link penstock.compiler.kfp.KfpFrontend}: it reads a document, resolves the
 * components it reaches ({@code ComponentGraph}), lowers each of them ({@code ScopeLowering},
 * {@code ContainerLowering}, {@code ImporterLowering}, {@code VolumeLowering}), their Kubernetes
 * settings ({@code KubernetesLowering}), and names what cannot run or has no effect ({@code
 * Unsupported}, {@code PlatformRemarks}).
 *
 * <p><b>Invariant:</b> everything wrong with a document is reported in one go; a plan is made only
 * of references that resolve.
 */
@NullMarked
package penstock.compiler.kfp;

import org.jspecify.annotations.NullMarked;
