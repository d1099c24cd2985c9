package penstock.store;

import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Journal;
import penstock.testkit.contract.JournalContract;

class SqlJournalTest extends JournalContract {

    @RegisterExtension final OpenStore opened = new OpenStore();

    @Override
    protected Journal journal() {
        return opened.store().journal();
    }

    @Override
    protected long epoch() {
        return opened.store().epoch();
    }
}
