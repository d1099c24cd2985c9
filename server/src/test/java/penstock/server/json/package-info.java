/** What messages look like as JSON. */
@NullMarked
package penstock.server.json;

import org.jspecify.annotations.NullMarked;
