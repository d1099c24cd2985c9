/**
 * The documents users hand us, exactly as written, and what is wrong with them.
 *
 * <p>Start with {@link penstock.spec.Diagnostic}; {@code penstock.spec.document} reads YAML and
 * JSON, {@code penstock.spec.archive} finds the document in an upload, {@code penstock.spec.kfp}
 * gives KFP documents their types.
 *
 * <p><b>Invariant:</b> nothing here interprets a document beyond its shape, and no input, however
 * broken or large, makes it throw or run away. <b>Boundary:</b> this module knows no plan.
 */
@NullMarked
package penstock.spec;

import org.jspecify.annotations.NullMarked;
