/**
 * Artifact bytes by address, kept as files and folders of this machine.
 *
 * <p>Start with {@link penstock.artifact.LocalArtifactStore}; {@link penstock.artifact.Address}
 * says which addresses are ours, {@link penstock.artifact.Staged} what may be stored.
 *
 * <p><b>Invariant:</b> what can be found at an address is complete and durable, never changes, and
 * lies inside the store without any link on the way.
 */
@NullMarked
package penstock.artifact;

import org.jspecify.annotations.NullMarked;
