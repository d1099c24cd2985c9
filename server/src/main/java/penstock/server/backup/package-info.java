/**
 * Backups: everything that a data folder cannot make again, as one stream in the format of tar.
 *
 * <p>Start with {@link penstock.server.backup.BackupWriter}, then {@link
 * penstock.server.backup.Restoration}; {@link penstock.server.backup.Layout} says what is in it.
 *
 * <p><b>Invariant:</b> the list of digests comes last, so that a stream that was cut off is never
 * taken for a whole one; nothing is written outside of the folder that is restored.
 */
@NullMarked
package penstock.server.backup;

import org.jspecify.annotations.NullMarked;
