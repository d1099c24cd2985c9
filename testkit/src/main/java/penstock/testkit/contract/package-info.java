/**
 * What every adapter of a port has to pass, in memory or real.
 *
 * <p>Start with {@link penstock.testkit.contract.JournalContract}; a module that implements a port
 * extends its contract in its tests. {@link penstock.testkit.contract.RunScript} plays a run
 * against a journal.
 *
 * <p><b>Invariant:</b> a contract sees ports and nothing behind them.
 */
@NullMarked
package penstock.testkit.contract;

import org.jspecify.annotations.NullMarked;
