/**
 * KFP's own API, v2beta1: what the Python SDK, the {@code kfp} command and KFP's UI call.
 *
 * <p>Start with {@link penstock.server.kfp.KfpRoutes}, which lists every route.
 *
 * <p><b>Invariant:</b> what a client of KFP can observe is what KFP does; where it is not, {@code
 * docs/http-api.md} says so.
 */
@NullMarked
package penstock.server.kfp;

import org.jspecify.annotations.NullMarked;
