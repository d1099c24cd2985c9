/** Tests of what goes of ended runs. */
@NullMarked
package penstock.control.retention;

import org.jspecify.annotations.NullMarked;
