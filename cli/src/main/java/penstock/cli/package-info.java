/**
 * The command line: one command, one class; the only {@code main}.
 *
 * <p>Start with {@link penstock.cli.Main}, then {@link penstock.cli.RunCommand}. Commands talk HTTP
 * to a server: one that is named, one that holds the data folder, or one of their own.
 *
 * <p><b>Invariant:</b> standard output carries results, standard error everything else; exit codes
 * are those of {@link penstock.cli.ExitCode}.
 */
@NullMarked
package penstock.cli;

import org.jspecify.annotations.NullMarked;
