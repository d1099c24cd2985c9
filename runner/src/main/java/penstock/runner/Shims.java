package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders that are put first in PATH: one makes {@code python}, {@code python3} and {@code pip} the
 * chosen interpreter, another one {@code sh} the chosen shell.
 */
final class Shims {

    private final Path folder;

    Shims(Path folder) {
        this.folder = folder;
    }

    /** All such folders. */
    Path root() {
        return folder;
    }

    /**
     * The folder for an interpreter. It holds scripts: links would hide from Python where it lives.
     */
    Path of(Interpreter interpreter) throws IOException {
        String pip = interpreter.pip() ? "p" : "";
        String executable = Names.digest(interpreter.executable().toString());
        return once(
                interpreter.version() + "-" + executable + pip,
                made -> {
                    for (String name : pythonNames(interpreter)) {
                        write(made.resolve(name), interpreter, "");
                    }
                    if (interpreter.pip()) {
                        write(made.resolve("pip"), interpreter, "-m pip ");
                        write(made.resolve("pip3"), interpreter, "-m pip ");
                    }
                });
    }

    /** The folder for a shell. */
    Path ofShell(Path shell) throws IOException {
        return once(
                "sh-" + Names.digest(shell.toString()),
                made -> Files.createSymbolicLink(made.resolve("sh"), shell));
    }

    /** Fills a new folder. */
    private interface Filling {
        void fill(Path made) throws IOException;
    }

    private Path once(String name, Filling filling) throws IOException {
        Path made = folder.resolve(name);
        if (Files.exists(made)) {
            return made;
        }
        Files.createDirectories(folder);
        Path temporary = Files.createTempDirectory(folder, ".new");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        filling.fill(temporary);
        try {
            Files.move(temporary, made, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(made)) { // else another step was faster
                throw e;
            }
            AttemptFolder.removeTree(temporary);
        }
        return made;
    }

    private static List<String> pythonNames(Interpreter interpreter) {
        List<String> names = new ArrayList<>(List.of("python", "python3"));
        names.add("python" + interpreter.version().line());
        return names;
    }

    private static void write(Path script, Interpreter interpreter, String module)
            throws IOException {
        String quoted = "'" + interpreter.executable().toString().replace("'", "'\\''") + "'";
        Files.writeString(script, "#!/bin/sh\nexec " + quoted + " " + module + "\"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
