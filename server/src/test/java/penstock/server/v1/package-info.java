/** Tests of single messages of Penstock's own API. */
@NullMarked
package penstock.server.v1;

import org.jspecify.annotations.NullMarked;
