/**
 * The ports: what control needs from the outside, implemented by the adapters and by the simulator.
 *
 * <p>Start with {@link penstock.control.port.Journal} (the commit point), {@link
 * penstock.control.port.TaskRunner} (where steps run) and {@link
 * penstock.control.port.StepExecutor} (time and threads).
 *
 * <p><b>Invariant:</b> an adapter sees this package and never another adapter.
 */
@NullMarked
package penstock.control.port;

import org.jspecify.annotations.NullMarked;
