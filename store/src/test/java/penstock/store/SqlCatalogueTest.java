package penstock.store;

import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Catalogue;
import penstock.control.port.Journal;
import penstock.control.port.RunReads;
import penstock.testkit.contract.CatalogueContract;

class SqlCatalogueTest extends CatalogueContract {

    @RegisterExtension final OpenStore opened = new OpenStore();

    @Override
    protected Catalogue catalogue() {
        return opened.store().catalogue();
    }

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
