/**
 * What every runner does alike before a program starts: argv and executor input from an order.
 *
 * <p>Start with {@link penstock.control.launch.Rendering#render}.
 *
 * <p><b>Invariant:</b> placeholders are filled in one pass over the parsed template; what a value
 * brings in is never scanned again.
 */
@NullMarked
package penstock.control.launch;

import org.jspecify.annotations.NullMarked;
