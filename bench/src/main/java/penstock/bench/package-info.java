/**
 * Whole-system figures, each beside a physical floor or a peer measured in the same run.
 *
 * <p>Start with {@link penstock.bench.Main}; a benchmark is a class that prints its own rows.
 *
 * <p><b>Invariant:</b> nothing here is asserted; what the figures mean is written in {@code
 * docs/benchmarks.md}.
 */
@NullMarked
package penstock.bench;

import org.jspecify.annotations.NullMarked;
