/**
 * What running a pipeline again would take over from an earlier run, told before it starts.
 *
 * <p>Start with {@link penstock.control.rerun.Forecast}.
 *
 * <p><b>Invariant:</b> pure; a task that is told to be reused has, in the run that follows, the
 * fingerprint it had, as long as the tasks before it are reused too.
 */
@NullMarked
package penstock.control.rerun;

import org.jspecify.annotations.NullMarked;
