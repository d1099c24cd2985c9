/**
 * What goes of ended runs, when, and how it is deleted.
 *
 * <p>Start with {@link penstock.control.retention.RetentionRules#due} (what the rules say), then
 * {@link penstock.control.retention.Collector} (who does it).
 *
 * <p><b>Invariant:</b> bytes are deleted only while a committed mark says that nothing refers to
 * them, and the row that names them goes last; a crash leaves work to be repeated and nothing else.
 */
@NullMarked
package penstock.control.retention;

import org.jspecify.annotations.NullMarked;
