/**
 * Plans, events and the data they carry as JSON, and back.
 *
 * <p>Start with {@link penstock.store.codec.EventCodec} and {@link penstock.store.codec.PlanCodec};
 * {@link penstock.store.codec.DataCodec} holds what both share with the projections.
 *
 * <p><b>Invariant:</b> what a release has written, every later release reads: names and meanings of
 * fields never change, a new field has a default. What is not understood is refused, never guessed.
 */
@NullMarked
package penstock.store.codec;

import org.jspecify.annotations.NullMarked;
