package penstock.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.server.kfp.KfpSettings;
import penstock.server.kfp.UrlPolicy;
import penstock.spec.Reading;
import penstock.spec.document.DocumentReader;
import penstock.spec.document.Limits;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;

/** What {@code penstock.yaml} says under {@code api}. */
final class ApiSettings {
    static final String SECTION = "api";

    private static final List<String> KEYS =
            List.of("show_canceled", "package_hosts", "package_http");
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?");
    private static final Limits LIMITS = new Limits(1 << 20, 20, 10_000);

    private final Path file;

    private ApiSettings(Path file) {
        this.file = file;
    }

    /** The settings in the data folder; {@link Settings} has found the file to be well-formed. */
    static KfpSettings read(Path data) throws StartRefused {
        Path file = data.resolve(Settings.FILE);
        try {
            Reading<List<Node>> read = new DocumentReader(LIMITS).read(Files.readAllBytes(file));
            boolean found =
                    read instanceof Reading.Done<List<Node>>(List<Node> nodes, var _)
                            && !nodes.isEmpty()
                            && nodes.getFirst() instanceof MapNode map
                            && map.get(SECTION) != null;
            return found ? new ApiSettings(file).section(read) : KfpSettings.DEFAULT;
        } catch (NoSuchFileException e) {
            return KfpSettings.DEFAULT;
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + e.getMessage());
        }
    }

    private KfpSettings section(Reading<List<Node>> read) throws StartRefused {
        Node root = ((Reading.Done<List<Node>>) read).value().getFirst();
        Node section = ((MapNode) root).get(SECTION);
        if (!(section instanceof MapNode map)) {
            throw refused(file + ": '" + SECTION + "' (expected: a map)");
        }
        boolean canceled = false;
        boolean http = false;
        SortedSet<String> hosts = new TreeSet<>();
        for (Map.Entry<String, MapNode.Entry> entry : map.entries().entrySet()) {
            Node value = entry.getValue().value();
            switch (entry.getKey()) {
                case "show_canceled" -> canceled = flag(value);
                case "package_http" -> http = flag(value);
                case "package_hosts" -> hosts.addAll(hosts(value));
                default ->
                        throw refused(
                                file
                                        + ":"
                                        + entry.getValue().keySpan()
                                        + ": unknown setting '"
                                        + entry.getKey()
                                        + "' (expected one of: "
                                        + KEYS
                                        + ")");
            }
        }
        return new KfpSettings(canceled, new UrlPolicy(hosts, http));
    }

    private boolean flag(Node node) throws StartRefused {
        if (node instanceof ScalarNode scalar && scalar.kind() == ScalarNode.Kind.BOOL) {
            return scalar.bool();
        }
        throw wrong(node, "true or false");
    }

    private SortedSet<String> hosts(Node node) throws StartRefused {
        if (!(node instanceof ListNode list)) {
            throw wrong(node, "a list of hosts");
        }
        SortedSet<String> hosts = new TreeSet<>();
        for (Node item : list.items()) {
            if (!(item instanceof ScalarNode scalar) || !HOST.matcher(scalar.text()).matches()) {
                throw wrong(item, "a host such as files.example.org, *.example.org or host:8443");
            }
            hosts.add(scalar.text());
        }
        return hosts;
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

    private static StartRefused refused(String message) {
        return new StartRefused(
                new Problem(
                        ErrorCode.INVALID_DOCUMENT,
                        message,
                        "docs/http-api.md shows what 'api' may hold."));
    }
}
