/**
 * JSON as KFP has it on the wire: snake_case names, zero values left out, 64-bit numbers as text,
 * unknown fields refused.
 *
 * <p>Start with {@link penstock.server.json.Json}, which reads and writes; {@link
 * penstock.server.json.Fields} takes a message apart, {@link penstock.server.json.Values} goes
 * between JSON and the values of a plan.
 *
 * <p><b>Invariant:</b> what a client sent is read strictly or refused with status 400; it never
 * leads to another exception, however deep or large.
 */
@NullMarked
package penstock.server.json;

import org.jspecify.annotations.NullMarked;
