package penstock.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal that shows nothing. */
final class Silence {

    private Silence() {}

    static Terminal terminal() {
        return new Terminal(nowhere(), nowhere(), false, false);
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
