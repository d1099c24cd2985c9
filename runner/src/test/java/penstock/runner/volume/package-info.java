/** Tests of volumes and workspaces. */
@NullMarked
package penstock.runner.volume;

import org.jspecify.annotations.NullMarked;
