/**
 * A server: the adapters tied to control, behind HTTP.
 *
 * <p>Start with {@link penstock.server.Server#start}; {@link penstock.server.ServerConfig} is what
 * can be chosen on the command line, {@link penstock.server.Settings} what {@code penstock.yaml} in
 * the data folder says.
 *
 * <p><b>Invariant:</b> only this package knows which adapter stands behind which port.
 */
@NullMarked
package penstock.server;

import org.jspecify.annotations.NullMarked;
