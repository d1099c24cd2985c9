/**
 * Finds the pipeline document in an uploaded file.
 *
 * <p>Start with {@link penstock.spec.archive.PackageReader}.
 *
 * <p><b>Invariant:</b> nothing is ever written to disk, and no more than the limits is ever held in
 * memory, however an archive was made.
 */
@NullMarked
package penstock.spec.archive;

import org.jspecify.annotations.NullMarked;
