/**
 * KFP's documents as typed records: pipeline IR, platform documents, and the envelopes they travel
 * in.
 *
 * <p>Start with {@link penstock.spec.kfp.KfpReader}, which yields a {@link
 * penstock.spec.kfp.KfpDocument}.
 *
 * <p><b>Invariant:</b> a record says what the document says, no more: references are not looked up,
 * defaults not applied. Names are accepted as lowerCamelCase and snake_case, enums as names and
 * numbers, unknown fields are reported. Map iteration is document order.
 */
@NullMarked
package penstock.spec.kfp;

import org.jspecify.annotations.NullMarked;
