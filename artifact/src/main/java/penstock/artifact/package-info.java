/**
 * Bytes by address, kept in a folder on this machine.
 *
 * <p>Start with {@link penstock.artifact.LocalArtifactStore}; {@link penstock.artifact.ArtifactUri}
 * says which addresses there are, {@code Publisher} in which order bytes become durable.
 *
 * <p><b>Invariant:</b> what stands at an address is complete, durable and never replaced by other
 * content: it arrives by one rename, after its bytes were digested and synced. Nothing stored is a
 * link.
 */
@NullMarked
package penstock.artifact;

import org.jspecify.annotations.NullMarked;
