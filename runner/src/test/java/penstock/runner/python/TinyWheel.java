package penstock.runner.python;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes packages that pip and uv install without an index: one module and one script each. */
final class TinyWheel {
    private TinyWheel() {}

    /** A package whose module {@code name} has a {@code VERSION}; its script prints it. */
    static void write(Path folder, String name, String version, String... requirements)
            throws IOException {
        StringBuilder metadata =
                new StringBuilder(
                        "Metadata-Version: 2.1\nName: %s\nVersion: %s\n".formatted(name, version));
        for (String requirement : requirements) {
            metadata.append("Requires-Dist: ").append(requirement).append('\n');
        }
        String info = name + "-" + version + ".dist-info/";
        SortedMap<String, String> files = new TreeMap<>();
        files.put(
                name + ".py",
                "VERSION = '%s'\ndef main():\n    print(VERSION)\n".formatted(version));
        files.put(info + "METADATA", metadata.toString());
        files.put(
                info + "WHEEL",
                "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put(
                info + "entry_points.txt",
                "[console_scripts]\n%s-script = %s:main\n".formatted(name, name));
        files.put(
                info + "RECORD",
                String.join(",,\n", files.keySet()) + ",,\n" + info + "RECORD,,\n");
        Files.createDirectories(folder);
        Path wheel = folder.resolve(name + "-" + version + "-py3-none-any.whl");
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
