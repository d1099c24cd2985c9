package penstock.runner.python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The folder of a virtual environment. It is laid out here and not by Python's {@code venv}, which
 * Debian leaves out, and takes seconds to bring pip along.
 */
record VirtualFolder(Path root, PythonInterpreter interpreter) {
    Path python() {
        return root.resolve("bin").resolve("python3");
    }

    Path sitePackages() {
        return root.resolve("lib")
                .resolve("python" + interpreter.minorVersion())
                .resolve("site-packages");
    }

    /** Makes the folder, which must not be there yet. */
    void create(boolean withSitePackages) throws IOException {
        Path bin = root.resolve("bin");
        Files.createDirectories(bin);
        Files.createDirectories(sitePackages());
        Files.createDirectories(root.resolve("include"));
        Files.createSymbolicLink(root.resolve("lib64"), Path.of("lib"));
        Files.createSymbolicLink(bin.resolve("python"), interpreter.binary());
        Files.createSymbolicLink(bin.resolve("python3"), Path.of("python"));
        Files.createSymbolicLink(
                bin.resolve("python" + interpreter.minorVersion()), Path.of("python"));
        Files.writeString(
                root.resolve("pyvenv.cfg"),
                "home = %s\ninclude-system-site-packages = false\nversion = %s\n"
                        .formatted(interpreter.binary().getParent(), interpreter.version()));
        if (withSitePackages) {
            Files.write(
                    sitePackages().resolve("_interpreter.pth"),
                    interpreter.sitePackages().stream().map(Path::toString).toList());
        }
    }

    /** Copies a pip that lies in the interpreter's own packages. */
    void copyPip(Path pip) throws IOException {
        Path packages = pip.getParent();
        try (Stream<Path> files = Files.list(packages)) {
            for (Path folder : files.toList()) {
                String name = folder.getFileName().toString();
                if (name.equals("pip") || name.matches("pip-[0-9.]+\\.dist-info")) {
                    Folders.copy(folder, sitePackages().resolve(name));
                }
            }
        }
        writePipScripts();
    }

    /** Installs wheels of pip and its company; plain packages, so unpacking is all it takes. */
    void unpackPip(List<Path> wheels) throws IOException {
        for (Path wheel : wheels) {
            try (ZipFile zip = new ZipFile(wheel.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    Path file = sitePackages().resolve(entry.getName()).normalize();
                    if (!entry.isDirectory() && file.startsWith(sitePackages())) {
                        Files.createDirectories(file.getParent());
                        try (InputStream content = zip.getInputStream(entry)) {
                            Files.copy(content, file);
                        }
                    }
                }
            }
        }
        writePipScripts();
    }

    private void writePipScripts() throws IOException {
        for (String name : List.of("pip", "pip3", "pip" + interpreter.minorVersion())) {
            Path script = root.resolve("bin").resolve(name);
            Files.writeString(
                    script,
                    """
                    #!%s
                    import runpy
                    runpy.run_module("pip", run_name="__main__", alter_sys=True)
                    """
                            .formatted(python()));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Makes the scripts name the folder that this one is about to become; equally long. */
    void moveScripts(Path target) throws IOException {
        byte[] before = root.toString().getBytes(StandardCharsets.UTF_8);
        byte[] after = target.toString().getBytes(StandardCharsets.UTF_8);
        if (before.length != after.length) {
            throw new IllegalArgumentException(target + " is not as long as " + root);
        }
        try (Stream<Path> scripts = Files.list(root.resolve("bin"))) {
            for (Path script : scripts.filter(file -> !Files.isSymbolicLink(file)).toList()) {
                if (Files.isRegularFile(script)) {
                    rewrite(script, before, after);
                }
            }
        }
    }

    private static void rewrite(Path script, byte[] before, byte[] after) throws IOException {
        byte[] content = Files.readAllBytes(script);
        boolean changed = false;
        for (int at = 0; at + before.length <= content.length; at++) {
            if (Arrays.equals(content, at, at + before.length, before, 0, before.length)) {
                System.arraycopy(after, 0, content, at, after.length);
                changed = true;
            }
        }
        if (changed) {
            Files.write(script, content);
        }
    }

    /** What is installed, from the packages' own descriptions. */
    List<String> installed() throws IOException {
        try (Stream<Path> files = Files.list(sitePackages())) {
            return files.filter(file -> file.toString().endsWith(".dist-info"))
                    .map(VirtualFolder::nameAndVersion)
                    .sorted()
                    .toList();
        }
    }

    private static String nameAndVersion(Path description) {
        String name = "";
        String version = "";
        try (Stream<String> lines =
                Files.lines(description.resolve("METADATA"), StandardCharsets.ISO_8859_1)) {
            for (String line : lines.takeWhile(text -> !text.isEmpty()).toList()) {
                if (line.startsWith("Name: ")) {
                    name = line.substring("Name: ".length()).strip();
                } else if (line.startsWith("Version: ")) {
                    version = line.substring("Version: ".length()).strip();
                }
            }
        } catch (IOException e) {
            return description.getFileName().toString().replace(".dist-info", "");
        }
        return name + "==" + version;
    }
}
