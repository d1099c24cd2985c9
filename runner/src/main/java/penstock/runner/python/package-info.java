/**
 * Warm Python: recognises how KFP starts a lightweight component, builds the environment its pip
 * line asks for once, and has the step forked from an interpreter that has already imported kfp.
 *
 * <p>Start with {@link penstock.runner.python.Bootstrap}, which reads the command line; then {@link
 * penstock.runner.python.Environments}, which owns the folders.
 *
 * <p><b>Invariant:</b> a step whose command line differs in anything from what an SDK writes runs
 * as written; an environment folder under its final name is complete and is never changed.
 */
@NullMarked
package penstock.runner.python;

import org.jspecify.annotations.NullMarked;
