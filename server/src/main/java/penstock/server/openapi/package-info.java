/**
 * What KFP's API is, operation by operation and field by field: the source of {@code /openapi.json}
 * and of {@code docs/compatibility.md}.
 *
 * <p>Start with {@link penstock.server.openapi.Contract}, which reads {@code operations.txt} and
 * {@code messages.txt} beside it.
 *
 * <p><b>Invariant:</b> every route of KFP's API is an operation here, and every field that is sent
 * is a field of a message here; tests hold both.
 */
@NullMarked
package penstock.server.openapi;

import org.jspecify.annotations.NullMarked;
