/**
 * The web UI: files from the class path.
 *
 * <p>Start with {@link penstock.server.ui.UiFiles}.
 *
 * <p><b>Invariant:</b> a path reaches the class path only when each of its segments is a plain file
 * name; nothing outside the folder {@code ui/} is ever served.
 */
@NullMarked
package penstock.server.ui;

import org.jspecify.annotations.NullMarked;
