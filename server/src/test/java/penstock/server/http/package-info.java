/** Parts of HTTP that need no socket. */
@NullMarked
package penstock.server.http;

import org.jspecify.annotations.NullMarked;
