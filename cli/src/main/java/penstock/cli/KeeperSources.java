package penstock.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where the values of a secret or config map come from. No message shows any of them. */
final class KeeperSources {

    private static final int MOST_BYTES = 1 << 20;

    @Option(
            names = "--from-literal",
            paramLabel = "KEY=VALUE",
            description = "A value as it is; your shell may remember it.")
    List<String> literals = new ArrayList<>();

    @Option(
            names = "--from-file",
            paramLabel = "[KEY=]FILE",
            description = "The content of a file, under its name or KEY; KEY=- reads stdin.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--from-env-file",
            paramLabel = "FILE",
            description = "Lines of KEY=VALUE; - reads stdin.")
    List<String> envFiles = new ArrayList<>();

    /** The body of a request that holds them. */
    ObjectNode body(InputStream stdin) {
        SortedMap<String, byte[]> data = new TreeMap<>();
        literals.forEach(literal -> putPair(data, literal, "--from-literal"));
        files.forEach(file -> putFile(data, file, stdin));
        envFiles.forEach(file -> putLines(data, file, stdin));
        if (data.isEmpty()) {
            throw new CliFailure(
                    "no values are given", "Give --from-literal, --from-file or --from-env-file.");
        }
        ObjectNode body = Api.JSON.createObjectNode();
        ObjectNode binary = body.putObject("binary_data");
        data.forEach((key, value) -> binary.put(key, Base64.getEncoder().encodeToString(value)));
        return body;
    }

    private static void putPair(SortedMap<String, byte[]> data, String pair, String from) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new CliFailure(from + " needs KEY=VALUE", "Write the key before an equals sign.");
        }
        put(
                data,
                pair.substring(0, equals),
                pair.substring(equals + 1).getBytes(StandardCharsets.UTF_8));
    }

    private static void putFile(SortedMap<String, byte[]> data, String given, InputStream stdin) {
        int equals = given.indexOf('=');
        String file = given.substring(equals + 1);
        String key = equals < 0 ? "" : given.substring(0, equals);
        if (key.isEmpty() && file.equals("-")) {
            throw new CliFailure("--from-file - needs a key", "Write --from-file KEY=-.");
        }
        put(
                data,
                key.isEmpty() ? String.valueOf(Path.of(file).getFileName()) : key,
                read(file, stdin));
    }

    private static void putLines(SortedMap<String, byte[]> data, String file, InputStream stdin) {
        String text = new String(read(file, stdin), StandardCharsets.UTF_8);
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> putPair(data, line, "each line of --from-env-file"));
    }

    private static void put(SortedMap<String, byte[]> data, String key, byte[] value) {
        if (data.put(key, value) != null) {
            throw new CliFailure("key '" + Plain.line(key) + "' is given twice", "Give it once.");
        }
    }

    private static byte[] read(String file, InputStream stdin) {
        try (InputStream in = open(file, stdin)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new CliFailure(
                        file + " has more than " + MOST_BYTES + " bytes",
                        "Pass large content as an artifact or on a volume.");
            }
            return bytes;
        } catch (IOException e) {
            throw new CliFailure(file + " cannot be read: " + e.getMessage(), "");
        }
    }

    private static InputStream open(String file, InputStream stdin) throws IOException {
        return file.equals("-")
                ? new ByteArrayInputStream(stdin.readNBytes(MOST_BYTES + 1))
                : Files.newInputStream(Path.of(file));
    }
}
