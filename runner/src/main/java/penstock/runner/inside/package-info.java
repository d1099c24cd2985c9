/**
 * Work of attempts that is no program: importers and volume claims, done inside the server.
 *
 * <p>Start with {@link penstock.runner.inside.InsideRunner}; {@link
 * penstock.runner.inside.RoutedRunner} decides which attempts come here.
 *
 * <p><b>Invariant:</b> all such work can be done twice with the result of doing it once, so an
 * attempt that a crash cut off is done again from its beginning.
 */
@NullMarked
package penstock.runner.inside;

import org.jspecify.annotations.NullMarked;
