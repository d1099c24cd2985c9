/**
 * When recurring runs are due: cron expressions and intervals as KFP reads them.
 *
 * <p>Start with {@link penstock.control.schedule.FireTimes#next}, then {@link
 * penstock.control.schedule.Cron}.
 *
 * <p><b>Invariant:</b> pure; the time is an argument, so that a simulated year takes no time.
 */
@NullMarked
package penstock.control.schedule;

import org.jspecify.annotations.NullMarked;
