/**
 * Tests of the local artifact store. Start with {@link penstock.artifact.PublishTest}.
 *
 * <p><b>Invariant:</b> every test has a store of its own in a temporary folder.
 */
@NullMarked
package penstock.artifact;

import org.jspecify.annotations.NullMarked;
