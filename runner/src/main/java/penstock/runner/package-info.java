/**
 * Runs one attempt of one task as processes of this machine, and reports what happened.
 *
 * <p>Start with {@link penstock.runner.ProcessRunner}; {@code PROTOCOL.md} in this module describes
 * the files and messages it shares with the spawner, the small process that outlives the server.
 *
 * <p><b>Invariant:</b> what happened to a step is read from its {@code exit} file and from nothing
 * else; its outputs are in the artifact store before its success is reported.
 */
@NullMarked
package penstock.runner;

import org.jspecify.annotations.NullMarked;
