/**
 * Macros in run parameters, such as {@code [[ScheduledTime]]}: replaced once, when a run is
 * created, in text that its author wrote as a parameter.
 *
 * <p>Start with {@link penstock.control.macro.Macros#expand}.
 *
 * <p><b>Invariant:</b> one pass; what a macro brings in is never expanded, and what is no macro
 * stays as it was written.
 */
@NullMarked
package penstock.control.macro;

import org.jspecify.annotations.NullMarked;
