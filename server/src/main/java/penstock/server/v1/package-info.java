/**
 * Penstock's own endpoints beside KFP's: what the UI and the command line need and KFP has no words
 * for. {@code docs/http-api.md} describes them.
 *
 * <p>Start with {@link penstock.server.v1.OwnApi}, the list of routes.
 *
 * <p><b>Invariant:</b> reads come from projections and never touch a run's loop; artifacts and logs
 * are opened by id, never by a path that a client sent.
 */
@NullMarked
package penstock.server.v1;

import org.jspecify.annotations.NullMarked;
