/** A server on a real store, asked without a socket unless the socket is what is tested. */
@NullMarked
package penstock.server;

import org.jspecify.annotations.NullMarked;
