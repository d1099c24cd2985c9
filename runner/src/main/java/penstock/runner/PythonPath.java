package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders that, put first in PATH, make {@code python}, {@code python3} and {@code pip} the chosen
 * interpreter. They hold scripts, not links: a link would hide from Python where it lives.
 */
final class PythonPath {

    private final Path folder;

    PythonPath(Path folder) {
        this.folder = folder;
    }

    /** All such folders. */
    Path root() {
        return folder;
    }

    /** The folder for an interpreter. */
    Path of(Interpreter interpreter) throws IOException {
        String key =
                interpreter.version()
                        + "-"
                        + Names.digest(interpreter.executable().toString())
                        + (interpreter.pip() ? "p" : "");
        Path made = folder.resolve(key);
        if (Files.exists(made)) {
            return made;
        }
        Files.createDirectories(folder);
        Path temporary = Files.createTempDirectory(folder, ".new");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : pythonNames(interpreter)) {
            write(temporary.resolve(name), interpreter, "");
        }
        if (interpreter.pip()) {
            write(temporary.resolve("pip"), interpreter, "-m pip ");
            write(temporary.resolve("pip3"), interpreter, "-m pip ");
        }
        try {
            Files.move(temporary, made, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(made)) { // else another step was faster
                throw e;
            }
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
