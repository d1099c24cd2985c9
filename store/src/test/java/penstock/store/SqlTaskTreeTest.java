package penstock.store;

import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Journal;
import penstock.control.port.TaskTree;
import penstock.testkit.contract.TaskTreeContract;

class SqlTaskTreeTest extends TaskTreeContract {

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
    protected TaskTree tree() {
        return opened.store().taskTree();
    }
}
