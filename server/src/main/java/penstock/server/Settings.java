package penstock.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.ImageMapping;
import penstock.spec.Reading;
import penstock.spec.Suggestion;
import penstock.spec.document.DocumentReader;
import penstock.spec.document.Limits;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;

/**
 * What {@code penstock.yaml} in the data folder says; everything in it may be left out.
 *
 * @param passEnv {@code env.pass}: variables that steps get from the server's environment
 * @param images {@code images}: what stands for an image, by its name
 */
record Settings(List<String> passEnv, SequencedMap<String, ImageMapping> images) {

    static final String FILE = "penstock.yaml";

    private static final Limits LIMITS = new Limits(1 << 20, 20, 10_000);

    static Settings read(Path data) throws StartRefused {
        Path file = data.resolve(FILE);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new Settings(List.of(), new LinkedHashMap<>());
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + e.getMessage());
        }
        return switch (new DocumentReader(LIMITS).read(bytes)) {
            case Reading.Refused<List<Node>>(var diagnostics) ->
                    throw refused(file + ":" + diagnostics.getFirst());
            case Reading.Done<List<Node>>(List<Node> documents, var _) ->
                    documents.isEmpty()
                            ? new Settings(List.of(), new LinkedHashMap<>())
                            : new Reader(file).settings(documents.getFirst());
        };
    }

    private static StartRefused refused(String message) {
        return new StartRefused(
                new Problem(
                        ErrorCode.INVALID_DOCUMENT,
                        message,
                        "docs/images.md and docs/write-a-component.md show what it may hold."));
    }

    /** Takes the tree apart; every fault names its line. */
    private record Reader(Path file) {

        Settings settings(Node root) throws StartRefused {
            List<String> pass = List.of();
            SequencedMap<String, ImageMapping> images = new LinkedHashMap<>();
            for (Map.Entry<String, MapNode.Entry> entry : map(root).entries().entrySet()) {
                Node value = entry.getValue().value();
                switch (entry.getKey()) {
                    case "env" -> pass = env(map(value));
                    case "images" -> images.putAll(images(map(value)));
                    default -> throw unknown(entry, List.of("env", "images"));
                }
            }
            return new Settings(pass, images);
        }

        private List<String> env(MapNode env) throws StartRefused {
            List<String> pass = List.of();
            for (Map.Entry<String, MapNode.Entry> entry : env.entries().entrySet()) {
                if (!entry.getKey().equals("pass")) {
                    throw unknown(entry, List.of("pass"));
                }
                pass = texts(entry.getValue().value());
            }
            return pass;
        }

        private SequencedMap<String, ImageMapping> images(MapNode map) throws StartRefused {
            SequencedMap<String, ImageMapping> images = new LinkedHashMap<>();
            for (Map.Entry<String, MapNode.Entry> entry : map.entries().entrySet()) {
                images.put(entry.getKey(), image(entry.getValue().value()));
            }
            return images;
        }

        private ImageMapping image(Node node) throws StartRefused {
            if (node instanceof ScalarNode scalar && scalar.text().equals("host")) {
                return new ImageMapping.Host();
            }
            String version = "";
            List<String> packages = List.of();
            Path folder = null;
            for (Map.Entry<String, MapNode.Entry> entry : map(node).entries().entrySet()) {
                switch (entry.getKey()) {
                    case "python" -> version = text(entry.getValue().value());
                    case "packages" -> packages = texts(entry.getValue().value());
                    case "folder" -> folder = folder(entry.getValue().value());
                    default -> throw unknown(entry, List.of("python", "packages", "folder"));
                }
            }
            if (folder != null) {
                return new ImageMapping.Folder(folder);
            }
            return new ImageMapping.Python(version, packages);
        }

        private Path folder(Node node) throws StartRefused {
            Path folder = Path.of(text(node));
            if (!folder.isAbsolute()) {
                throw wrong(node, "an absolute path");
            }
            return folder;
        }

        private List<String> texts(Node node) throws StartRefused {
            if (!(node instanceof ListNode list)) {
                throw wrong(node, "a list");
            }
            List<String> texts = new ArrayList<>();
            for (Node item : list.items()) {
                texts.add(text(item));
            }
            return texts;
        }

        private String text(Node node) throws StartRefused {
            if (node instanceof ScalarNode scalar && scalar.kind() != ScalarNode.Kind.NULL) {
                return scalar.text();
            }
            throw wrong(node, "text");
        }

        private MapNode map(Node node) throws StartRefused {
            if (node instanceof MapNode map) {
                return map;
            }
            throw wrong(node, "a map");
        }

        private StartRefused wrong(Node node, String expected) {
            return refused(
                    file
                            + ":"
                            + node.span()
                            + ": "
                            + node.describe()
                            + " (expected: "
                            + expected
                            + ")");
        }

        private StartRefused unknown(Map.Entry<String, MapNode.Entry> entry, List<String> known) {
            String guess = Suggestion.of(entry.getKey(), known);
            return refused(
                    file
                            + ":"
                            + entry.getValue().keySpan()
                            + ": unknown setting '"
                            + entry.getKey()
                            + "'"
                            + (guess.isEmpty() ? "" : "; " + guess));
        }
    }
}
