/**
 * The rules of KFP's lists: pages, tokens, filters and orders.
 *
 * <p>Start with {@link penstock.server.list.Lists}, which makes a page request of a query; {@link
 * penstock.server.list.Resource} says which keys a list knows.
 *
 * <p><b>Invariant:</b> a field name that reaches a store comes from an allow-list, never from a
 * client; a page token that this server did not sign is refused.
 */
@NullMarked
package penstock.server.list;

import org.jspecify.annotations.NullMarked;
