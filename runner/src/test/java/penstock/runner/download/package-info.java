/** Tests of what is fetched from outside the store, against a server of their own. */
@NullMarked
package penstock.runner.download;

import org.jspecify.annotations.NullMarked;
