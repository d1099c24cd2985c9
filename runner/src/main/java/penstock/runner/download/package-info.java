/**
 * Content that is not the artifact store's, brought within reach: by HTTP into a cache, and files
 * of this machine where the operator lets importers read.
 *
 * <p>Start with {@link penstock.runner.download.Downloads}.
 *
 * <p><b>Invariant:</b> what the cache holds is complete and named by its digest; every answer from
 * outside is limited in size, time and number of redirects.
 */
@NullMarked
package penstock.runner.download;

import org.jspecify.annotations.NullMarked;
