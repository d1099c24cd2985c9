/**
 * The messages of KFP's API v1beta1, which SDK 1.8 speaks, and how they are made of what the ports
 * give.
 *
 * <p>Start with {@link penstock.server.v1beta1.Mapper}.
 *
 * <p><b>Invariant:</b> nothing but routes imports this package.
 */
@NullMarked
package penstock.server.v1beta1;

import org.jspecify.annotations.NullMarked;
