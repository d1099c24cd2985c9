package penstock.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries and the server log: warnings and worse, to standard error. */
final class Logging {

    /**
     * Logs with a stack trace what {@code Server.start} says in a sentence; kept, as weakly held.
     */
    private static final Logger LISTENER = Logger.getLogger("io.helidon.webserver.LoomServer");

    private Logging() {}

    static void warningsOnly() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.WARNING);
        }
        LISTENER.setLevel(Level.OFF);
    }
}
