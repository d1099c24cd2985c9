/**
 * Folders that steps share: named volumes, which stand for claims and outlive runs, and the
 * workspace of each run.
 *
 * <p>Start with {@link penstock.runner.volume.Volumes}.
 *
 * <p><b>Invariant:</b> a volume is there as a whole or not at all, and no path into one leads out
 * of it.
 */
@NullMarked
package penstock.runner.volume;

import org.jspecify.annotations.NullMarked;
