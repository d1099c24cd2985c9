package penstock.store;

import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.CacheEntries;
import penstock.control.port.Journal;
import penstock.engine.RunId;
import penstock.testkit.contract.CacheEntriesContract;

class SqlCacheEntriesTest extends CacheEntriesContract {

    @RegisterExtension final OpenStore opened = new OpenStore();

    @Override
    protected CacheEntries entries() {
        return opened.store().cacheEntries();
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
    protected boolean remove(RunId run) {
        return opened.store().runReads().remove(run);
    }
}
