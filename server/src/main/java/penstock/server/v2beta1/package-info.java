/**
 * KFP's v2beta1 API as it travels: records named after the messages, in the order of their fields.
 *
 * <p>Start with {@link penstock.server.v2beta1.Mapper}, which makes messages of what the ports
 * give; the {@code …Input} records are what clients send.
 *
 * <p><b>Invariant:</b> a leaf. Nothing here decides anything, and no other package's types but the
 * ports' and the plan's appear in it.
 */
@NullMarked
package penstock.server.v2beta1;

import org.jspecify.annotations.NullMarked;
