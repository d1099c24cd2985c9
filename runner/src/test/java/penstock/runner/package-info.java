/**
 * Tests of the process runner, against real processes.
 *
 * <p>Start with {@link penstock.runner.StepContract}, which runs with and without the private view,
 * and once more as an unprivileged user.
 *
 * <p><b>Invariant:</b> no test leaves a process behind.
 */
@NullMarked
package penstock.runner;

import org.jspecify.annotations.NullMarked;
