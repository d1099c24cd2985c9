/**
 * The rules of the house, as tests: who may see whom, how big things get, whether documents are
 * true.
 *
 * <p>Start with {@link penstock.house.ArchitectureTest}; it reads its first rule from the diagram
 * in ARCHITECTURE.md.
 *
 * <p><b>Invariant:</b> a rule that looked at nothing fails.
 */
@NullMarked
package penstock.house;

import org.jspecify.annotations.NullMarked;
