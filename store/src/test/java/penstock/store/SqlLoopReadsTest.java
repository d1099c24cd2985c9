package penstock.store;

import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Journal;
import penstock.control.port.RunReads;
import penstock.testkit.contract.LoopReadsContract;

class SqlLoopReadsTest extends LoopReadsContract {

    @RegisterExtension final OpenStore opened = new OpenStore();

    @Override
    protected Journal journal() {
        return opened.store().journal();
    }

    @Override
    protected long epoch() {
        return opened.store().epoch();
    }

    @Override
    protected RunReads reads() {
        return opened.store().runReads();
    }
}
