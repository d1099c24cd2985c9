/**
 * Tests that run real servers: {@link penstock.cli.Corpus} the shared pipelines, {@link
 * penstock.cli.Chaos} servers that are killed, {@link penstock.cli.SnippetsTest} what pages for
 * users tell them to run.
 *
 * <p><b>Invariant:</b> every server started here is stopped here.
 */
@NullMarked
package penstock.cli;

import org.jspecify.annotations.NullMarked;
