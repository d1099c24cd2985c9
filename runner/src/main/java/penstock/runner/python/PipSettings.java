package penstock.runner.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The user's pip configuration as {@code pip install} would see it: files, then variables.
 *
 * @param options by long name without dashes; a later source replaces an earlier one
 */
record PipSettings(SortedMap<String, String> options) {
    /** Options that change how pip works, not what it finds. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "break-system-packages",
                    "cache-dir",
                    "cert",
                    "client-cert",
                    "config-file",
                    "debug",
                    "default-timeout",
                    "disable-pip-version-check",
                    "exists-action",
                    "keyring-provider",
                    "log",
                    "no-cache-dir",
                    "no-color",
                    "no-input",
                    "no-warn-script-location",
                    "progress-bar",
                    "proxy",
                    "quiet",
                    "require-virtualenv",
                    "retries",
                    "root-user-action",
                    "timeout",
                    "trusted-host",
                    "use-feature",
                    "user",
                    "verbose");

    /** Options whose value names a file that counts by its content. */
    private static final Set<String> FILES = Set.of("constraint", "requirement");

    private static final int FILE_LIMIT = 1 << 20;

    PipSettings {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /**
     * Reads the configuration.
     *
     * @param variables the environment pip would run in
     * @param prefix where the interpreter is installed
     */
    static PipSettings read(Map<String, String> variables, Path prefix) {
        SortedMap<String, String> global = new TreeMap<>();
        SortedMap<String, String> install = new TreeMap<>();
        for (Path file : PipFiles.of(variables, prefix)) {
            PipFiles.parse(file)
                    .forEach((section, entries) -> {
                        switch (section) {
                            case "global" -> global.putAll(entries);
                            case "install" -> install.putAll(entries);
                            default -> {}
                        }
                    });
        }
        global.putAll(install);
        variables.forEach((name, value) -> {
            if (name.startsWith("PIP_") && !value.isBlank()) {
                global.put(optionName(name.substring("PIP_".length())), value);
            }
        });
        return new PipSettings(global);
    }

    static String optionName(String written) {
        return written.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^--", "");
    }

    /** The values of an option that can be given more than once. */
    List<String> list(String option) {
        String value = options.getOrDefault(option, "").strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+", -1));
    }

    /** What decides which packages are found, as lines that are equal when it is equal. */
    List<String> identity() {
        List<String> lines = new ArrayList<>();
        options.forEach((name, value) -> {
            if (!WITHOUT_EFFECT.contains(name)) {
                lines.add(name + "=" + value);
                if (FILES.contains(name)) {
                    list(name).forEach(file -> lines.add(content(file)));
                }
            }
        });
        return lines;
    }

    private static String content(String file) {
        try {
            Path path = Path.of(file);
            if (Files.isRegularFile(path) && Files.size(path) <= FILE_LIMIT) {
                return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
            }
            return "";
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return "";
        }
    }
}
