package penstock.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Where a command writes: results to one stream, remarks to the other, colour where it shows. */
final class Terminal {

    /** Colours and weights by meaning. */
    enum Style {
        PLAIN(""),
        STRONG("1"),
        FAINT("2"),
        GOOD("32"),
        BAD("31"),
        BUSY("36"),
        CAUTION("33");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;
    private final boolean coloured;

    Terminal(PrintStream out, PrintStream err, boolean interactive, boolean coloured) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
        this.coloured = coloured;
    }

    /** The terminal this process was started from. */
    @SuppressWarnings("SystemConsoleNull") // -Djdk.console=java.base still has none
    static Terminal ofProcess() {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        boolean coloured = interactive && isUnset("NO_COLOR") && !"dumb".equals(env("TERM"));
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                interactive,
                coloured);
    }

    /** True when a person watches and lines may be drawn over. */
    boolean isInteractive() {
        return interactive;
    }

    /**
     * The same place with nothing but results: for a command that is asked for what others remark.
     */
    Terminal ofResults() {
        return new Terminal(out, out, false, coloured);
    }

    /** Has help and complaints about arguments printed here as well. */
    void carry(CommandLine commandLine) {
        commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        commandLine.setColorScheme(
                CommandLine.Help.defaultColorScheme(
                        coloured ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    }

    /** Asks a person; false when nobody is there to answer, or the answer is not yes. */
    boolean confirms(String question) {
        Console console = interactive ? System.console() : null;
        String answer = console == null ? null : console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** A line of the result. */
    void result(String line) {
        out.println(line);
    }

    /** Part of the result, as it is. */
    void raw(byte[] bytes, int length) {
        out.write(bytes, 0, length);
        out.flush();
    }

    /** A remark. */
    void note(String line) {
        err.println(line);
    }

    /** What went wrong and what to do about it. */
    void error(String message, String hint) {
        err.println(paint(Style.BAD, "error") + ": " + message);
        if (!hint.isEmpty()) {
            err.println(paint(Style.BUSY, " hint") + ": " + hint);
        }
    }

    /** Moves the cursor up over {@code lines} lines of remarks and clears them. */
    void erase(int lines) {
        if (lines > 0) {
            err.print("\u001b[" + lines + "F\u001b[J");
        }
    }

    String paint(Style style, String text) {
        return coloured && !style.code.isEmpty()
                ? "\u001b[" + style.code + "m" + text + "\u001b[0m"
                : text;
    }

    private static boolean isUnset(String name) {
        String value = env(name);
        return value == null || value.isEmpty();
    }

    private static @Nullable String env(String name) {
        return System.getenv(name);
    }
}
