package penstock.store;

import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Catalogue;
import penstock.control.port.Journal;
import penstock.control.port.RecurringRuns;
import penstock.control.port.RunReads;
import penstock.testkit.contract.RecurringRunsContract;

class SqlRecurringRunsTest extends RecurringRunsContract {

    @RegisterExtension final OpenStore opened = new OpenStore();

    @Override
    protected RecurringRuns rows() {
        return opened.store().recurringRuns();
    }

    @Override
    protected Catalogue catalogue() {
        return opened.store().catalogue();
    }

    @Override
    protected Journal journal() {
        return opened.store().journal();
    }

    @Override
    protected RunReads reads() {
        return opened.store().runReads();
    }

    @Override
    protected long epoch() {
        return opened.store().epoch();
    }
}
