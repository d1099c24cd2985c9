package penstock.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.RunCaching;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.ImageMapping;
import penstock.runner.volume.Quantity;
import penstock.server.backend.Ages;
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
 * @param imports {@code imports}: what importers may read
 * @param gpus {@code gpus}: ids of accelerators; null when it does not say
 * @param cache {@code cache.enabled} and {@code cache.max_age}
 */
record Settings(
        List<String> passEnv,
        SequencedMap<String, ImageMapping> images,
        Imports imports,
        @Nullable List<String> gpus,
        RunCaching cache) {

    /**
     * What importers may read.
     *
     * @param roots folders under which files of this machine may be imported; null for the usual
     * @param linkLocal addresses where clouds hand out credentials may be asked
     * @param maxBytes the most one download may bring; null for the usual
     */
    record Imports(@Nullable List<Path> roots, boolean linkLocal, @Nullable Long maxBytes) {
        static final Imports USUAL = new Imports(null, false, null);
    }

    private static final Settings NONE =
            new Settings(List.of(), new LinkedHashMap<>(), Imports.USUAL, null, RunCaching.DEFAULT);

    static final String FILE = "penstock.yaml";

    static final Limits LIMITS = new Limits(1 << 20, 20, 10_000);

    static Settings read(Path data) throws StartRefused {
        Path file = data.resolve(FILE);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + e.getMessage());
        }
        return switch (new DocumentReader(LIMITS).read(bytes)) {
            case Reading.Refused<List<Node>>(var diagnostics) ->
                    throw refused(file + ":" + diagnostics.getFirst());
            case Reading.Done<List<Node>>(List<Node> documents, var _) ->
                    documents.isEmpty() ? NONE : new Reader(file).settings(documents.getFirst());
        };
    }

    private static StartRefused refused(String message) {
        return new StartRefused(
                new Problem(
                        ErrorCode.INVALID_DOCUMENT,
                        message,
                        "docs/images.md, docs/resources.md, docs/write-a-component.md and docs/kubernetes-settings.md"
                                + " show what it may hold."));
    }

    /** Takes the tree apart; every fault names its line. */
    private record Reader(Path file) {

        Settings settings(Node root) throws StartRefused {
            List<String> pass = List.of();
            SequencedMap<String, ImageMapping> images = new LinkedHashMap<>();
            Imports imports = Imports.USUAL;
            List<String> gpus = null;
            RunCaching cache = RunCaching.DEFAULT;
            for (Map.Entry<String, MapNode.Entry> entry : map(root).entries().entrySet()) {
                Node value = entry.getValue().value();
                switch (entry.getKey()) {
                    case "env" -> pass = env(map(value));
                    case "images" -> images.putAll(images(map(value)));
                    case "imports" -> imports = imports(map(value));
                    case "gpus" -> gpus = gpus(value);
                    case ApiSettings.SECTION -> map(value); // read by ApiSettings
                    case RetentionSettings.SECTION -> map(value); // read by RetentionSettings
                    case "cache" -> cache = cache(map(value));
                    default ->
                            throw unknown(
                                    entry,
                                    List.of(
                                            "env",
                                            "images",
                                            "imports",
                                            "gpus",
                                            "cache",
                                            ApiSettings.SECTION,
                                            RetentionSettings.SECTION));
                }
            }
            return new Settings(pass, images, imports, gpus, cache);
        }

        /** Ids as CUDA takes them, or how many there are. */
        private List<String> gpus(Node node) throws StartRefused {
            if (node instanceof ListNode) {
                return texts(node);
            }
            String count = text(node);
            if (!count.matches("[0-9]{1,3}")) {
                throw wrong(node, "a list of ids, or a number");
            }
            return Gpus.numbered(Integer.parseInt(count));
        }

        private RunCaching cache(MapNode map) throws StartRefused {
            boolean enabled = true;
            Duration maxAge = null;
            for (Map.Entry<String, MapNode.Entry> entry : map.entries().entrySet()) {
                Node value = entry.getValue().value();
                switch (entry.getKey()) {
                    case "enabled" -> enabled = bool(value);
                    case "max_age" -> maxAge = age(value);
                    default -> throw unknown(entry, List.of("enabled", "max_age"));
                }
            }
            return new RunCaching(enabled, maxAge, null);
        }

        private boolean bool(Node node) throws StartRefused {
            return switch (text(node)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(node, "true or false");
            };
        }

        private Duration age(Node node) throws StartRefused {
            Duration age = Ages.parse(text(node));
            if (age == null) {
                throw wrong(node, Ages.EXPECTED);
            }
            return age;
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

        private Imports imports(MapNode map) throws StartRefused {
            List<Path> roots = null;
            boolean linkLocal = false;
            Long maxBytes = null;
            for (Map.Entry<String, MapNode.Entry> entry : map.entries().entrySet()) {
                Node value = entry.getValue().value();
                switch (entry.getKey()) {
                    case "roots" -> roots = folders(value);
                    case "link_local" -> linkLocal = flag(value);
                    case "max_bytes" -> maxBytes = bytes(value);
                    default -> throw unknown(entry, List.of("roots", "link_local", "max_bytes"));
                }
            }
            return new Imports(roots, linkLocal, maxBytes);
        }

        private boolean flag(Node node) throws StartRefused {
            return switch (text(node)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(node, "true or false");
            };
        }

        private long bytes(Node node) throws StartRefused {
            OptionalLong bytes = Quantity.bytes(text(node));
            if (bytes.isEmpty()) {
                throw wrong(node, "a number of bytes, as 5Gi");
            }
            return bytes.getAsLong();
        }

        private List<Path> folders(Node node) throws StartRefused {
            if (!(node instanceof ListNode list)) {
                throw wrong(node, "a list");
            }
            List<Path> folders = new ArrayList<>();
            for (Node item : list.items()) {
                folders.add(folder(item));
            }
            return folders;
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
