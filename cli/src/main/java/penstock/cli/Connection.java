package penstock.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import penstock.server.Server;
import penstock.server.ServerConfig;
import penstock.server.StartRefused;
import penstock.store.DataFolder;

/** A server to talk to: a named one, the one that holds the data folder, or one of our own. */
final class Connection implements AutoCloseable {

    private final Api api;
    private final @Nullable Server own;

    private Connection(Api api, @Nullable Server own) {
        this.api = api;
        this.own = own;
    }

    static Connection open(ServerOptions options, Terminal terminal) {
        String named = options.url();
        if (named != null) {
            return new Connection(new Api(named, options.bearer()), null);
        }
        Path data = options.dataFolder();
        DataFolder.Holder holder = DataFolder.holder(data);
        if (holder != null && holder.url() != null) {
            return new Connection(new Api(holder.url(), options.bearer()), null);
        }
        try {
            Server server = Server.start(ServerConfig.local(data));
            return new Connection(new Api(server.url(), null), server);
        } catch (StartRefused refused) {
            throw new CliFailure(refused.problem().message(), refused.problem().hint());
        }
    }

    Api api() {
        return api;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
