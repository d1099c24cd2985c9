/**
 * What handlers of requests work on, and how a refusal of a use case becomes a refusal of a
 * request.
 *
 * <p>Start with {@link penstock.server.backend.Backend}.
 *
 * <p><b>Invariant:</b> the class of an error code alone decides who is to blame, and with it the
 * HTTP status.
 */
@NullMarked
package penstock.server.backend;

import org.jspecify.annotations.NullMarked;
