package penstock.runner.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds and reads pip's configuration files. */
final class PipFiles {
    private static final int LIMIT = 1 << 20;

    private PipFiles() {}

    /** The files pip reads, weakest first; they need not exist. */
    static List<Path> of(Map<String, String> variables, Path prefix) {
        String chosen = variables.getOrDefault("PIP_CONFIG_FILE", "");
        if (chosen.equals("/dev/null")) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        String home = variables.getOrDefault("HOME", "/");
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        if (mac) {
            files.add(Path.of("/Library/Application Support/pip/pip.conf"));
        }
        for (String folder : variables.getOrDefault("XDG_CONFIG_DIRS", "/etc/xdg").split(":", -1)) {
            files.add(Path.of(folder, "pip", "pip.conf"));
        }
        files.add(Path.of("/etc/pip.conf"));
        files.add(Path.of(home, ".pip", "pip.conf"));
        Path support = Path.of(home, "Library/Application Support/pip");
        if (mac && Files.isDirectory(support)) {
            files.add(support.resolve("pip.conf"));
        } else {
            String config = variables.getOrDefault("XDG_CONFIG_HOME", "");
            Path folder = config.isEmpty() ? Path.of(home, ".config") : Path.of(config);
            files.add(folder.resolve("pip").resolve("pip.conf"));
        }
        files.add(prefix.resolve("pip.conf"));
        if (!chosen.isEmpty()) {
            files.add(Path.of(chosen));
        }
        return files;
    }

    /** The entries of each section; of a file that is not there or cannot be read, none. */
    static Map<String, Map<String, String>> parse(Path file) {
        Map<String, Map<String, String>> sections = new TreeMap<>();
        String text;
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LIMIT) {
                return sections;
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return sections;
        }
        Map<String, String> section = new TreeMap<>();
        String option = "";
        for (String line : text.split("\n", -1)) {
            String trimmed = line.strip();
            if (trimmed.isEmpty() || trimmed.startsWith("#") || trimmed.startsWith(";")) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0)) && !option.isEmpty()) {
                section.merge(option, trimmed, (a, b) -> (a + "\n" + b).strip());
            } else if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
                String name = trimmed.substring(1, trimmed.length() - 1);
                section = sections.computeIfAbsent(name, _ -> new TreeMap<>());
                option = "";
            } else {
                String[] parts = trimmed.split("\\s*[=:]\\s*", 2);
                option = PipSettings.optionName(parts[0]);
                section.put(option, parts.length > 1 ? parts[1] : "");
            }
        }
        return sections;
    }
}
