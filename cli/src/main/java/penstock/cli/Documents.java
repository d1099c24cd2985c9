package penstock.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import penstock.compiler.Compilation;
import penstock.compiler.cel.CelEvaluator;
import penstock.compiler.kfp.KfpFrontend;
import penstock.plan.Plan;
import penstock.spec.Diagnostic;
import penstock.spec.Severity;
import penstock.spec.document.Limits;

/** Pipeline documents on this machine: read, checked, and their faults shown in place. */
final class Documents {

    private static final long MAX_BYTES = 32L * 1024 * 1024;

    private Documents() {}

    /** A document that compiles. */
    record Checked(String text, Plan plan, List<Diagnostic> warnings) {}

    /** A document that does not. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<Diagnostic> diagnostics;
        private final transient String text;

        Refused(String text, List<Diagnostic> diagnostics) {
            super("document refused", null, false, false);
            this.text = text;
            this.diagnostics = diagnostics;
        }

        List<Diagnostic> diagnostics() {
            return diagnostics;
        }

        String text() {
            return text;
        }
    }

    static Checked check(Path file) {
        String text = read(file);
        KfpFrontend frontend = new KfpFrontend(Limits.DEFAULT, new CelEvaluator());
        return switch (frontend.compile(text)) {
            case Compilation.Compiled(Plan plan, List<Diagnostic> warnings) ->
                    new Checked(text, plan, warnings);
            case Compilation.Refused(List<Diagnostic> diagnostics) ->
                    throw new Refused(text, diagnostics);
        };
    }

    /** Shows diagnostics with the lines they are about. */
    static void show(Terminal terminal, Path file, String text, List<Diagnostic> diagnostics) {
        List<String> lines = text.lines().toList();
        for (Diagnostic diagnostic : diagnostics) {
            Terminal.Style style =
                    diagnostic.severity() == Severity.ERROR
                            ? Terminal.Style.BAD
                            : Terminal.Style.CAUTION;
            terminal.note(
                    file
                            + ":"
                            + diagnostic.span()
                            + ": "
                            + terminal.paint(style, diagnostic.severity().word())
                            + ": "
                            + Plain.safe(diagnostic.message())
                            + terminal.paint(
                                    Terminal.Style.FAINT, " [" + diagnostic.code().id() + "]"));
            showLine(terminal, lines, diagnostic);
            if (!diagnostic.hint().isEmpty()) {
                terminal.note("     hint: " + Plain.safe(diagnostic.hint()));
            }
        }
    }

    private static void showLine(Terminal terminal, List<String> lines, Diagnostic diagnostic) {
        int line = diagnostic.span().line();
        if (line < 1 || line > lines.size()) {
            return;
        }
        String number = "%5d".formatted(line);
        terminal.note(
                terminal.paint(Terminal.Style.FAINT, number + " │ ")
                        + Plain.line(lines.get(line - 1)));
        terminal.note(
                terminal.paint(Terminal.Style.FAINT, "      │ ")
                        + " ".repeat(Math.max(0, Math.min(199, diagnostic.span().column() - 1)))
                        + terminal.paint(Terminal.Style.BAD, "^"));
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CliFailure(
                        file + " has " + Files.size(file) + " bytes (limit: 32 MiB)", "");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CliFailure("cannot read " + file + ": " + reason(file, e), "Check the path.");
        }
    }

    /** Why a file could not be read. */
    static String reason(Path file, IOException e) {
        if (Files.isDirectory(file)) {
            return "it is a folder";
        }
        return Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
    }
}
