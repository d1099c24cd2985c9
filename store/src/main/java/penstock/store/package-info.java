/**
 * Journal, projections and catalogue in one SQL database, embedded in the data folder.
 *
 * <p>Start with {@link penstock.store.Store} (what is here), {@link penstock.store.Writer} (the one
 * place where anything is committed) and {@link penstock.store.AppendWrite} (what one batch of a
 * run writes). {@link penstock.store.DataFolder} owns the folder and its lock.
 *
 * <p><b>Invariant:</b> a batch of events and everything that follows from it commit together or not
 * at all, and nobody is told before. All work on the database happens on this package's platform
 * threads, since the driver pins virtual ones. What only SQLite understands is in {@link
 * penstock.store.Sqlite} and in the migrations.
 */
@NullMarked
package penstock.store;

import org.jspecify.annotations.NullMarked;
