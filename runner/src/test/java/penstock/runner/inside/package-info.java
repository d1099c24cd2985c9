/** Tests of work that is done inside the server. */
@NullMarked
package penstock.runner.inside;

import org.jspecify.annotations.NullMarked;
