package penstock.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;

/**
 * The variables of a step: a base from the server's own environment, what the document declares,
 * and what the user lets pass. Nothing else of the server's environment gets there.
 */
final class StepEnvironment {

    /** Where HOME is when an unpacked image takes the place of the machine's files. */
    static final String HOME_IN_IMAGE = "/penstock-home";

    private static final String MASK = "***";

    private static final String PATH_IN_IMAGE =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Set<String> BASE =
            Set.of(
                    "PATH",
                    "LANG",
                    "LANGUAGE",
                    "TZ",
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "ALL_PROXY",
                    "http_proxy",
                    "https_proxy",
                    "no_proxy",
                    "all_proxy",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR",
                    "REQUESTS_CA_BUNDLE",
                    "CURL_CA_BUNDLE",
                    "AWS_CA_BUNDLE",
                    "NODE_EXTRA_CA_CERTS");

    /** How pip and uv reach their index: steps that install by themselves need it. */
    private static final List<String> BASE_PREFIXES = List.of("LC_", "PIP_", "UV_");

    private static final Pattern SECRET =
            Pattern.compile(
                    ".*(SECRET|TOKEN|PASSWORD|PASSWD|KEY|CREDENTIAL).*", Pattern.CASE_INSENSITIVE);

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+@");

    private StepEnvironment() {}

    /**
     * Variables for one attempt.
     *
     * @param server the server's own variables
     * @param pass names that the user lets through
     * @param home the folder that steps share as HOME
     */
    static SortedMap<String, String> of(
            AttemptOrder order, Map<String, String> server, List<String> pass, String home) {
        SortedMap<String, String> variables = new TreeMap<>();
        server.forEach((name, value) -> {
            if (isBase(name)) {
                variables.put(name, value);
            }
        });
        variables.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.putIfAbsent("LANG", "C.UTF-8");
        String pip = userPipSettings(server);
        if (pip != null) {
            variables.putIfAbsent("PIP_CONFIG_FILE", pip);
        }
        variables.put("HOME", home);
        variables.putAll(aboutTheAttempt(order));
        for (String name : pass) {
            String value = server.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.putAll(order.container().spec().env());
        return variables;
    }

    /**
     * Variables for an attempt that sees an unpacked image: programs are found where images have
     * them, and what names a file that the image lacks is left out.
     */
    static SortedMap<String, String> inImage(
            AttemptOrder order, Map<String, String> server, List<String> pass, Path root) {
        SortedMap<String, String> variables = of(order, server, pass, HOME_IN_IMAGE);
        variables.entrySet().removeIf(entry -> namesMissingFile(entry.getValue(), root));
        variables.put("PATH", PATH_IN_IMAGE);
        variables.put("HOME", HOME_IN_IMAGE);
        variables.putAll(order.container().spec().env());
        return variables;
    }

    private static boolean namesMissingFile(String value, Path root) {
        return value.startsWith("/") && !Files.exists(Path.of(root + value));
    }

    /**
     * The same with secrets replaced, for people.
     *
     * @param secrets names of variables that are secrets whatever they are called
     */
    static SortedMap<String, String> masked(
            SortedMap<String, String> variables, Set<String> secrets) {
        SortedMap<String, String> shown = new TreeMap<>();
        variables.forEach((name, value) ->
                shown.put(name, secrets.contains(name) ? MASK : masked(name, value)));
        return shown;
    }

    private static String masked(String name, String value) {
        return SECRET.matcher(name).matches() ? MASK : USER_INFO.matcher(value).replaceAll("***@");
    }

    private static boolean isBase(String name) {
        boolean prefixed = BASE_PREFIXES.stream().anyMatch(name::startsWith);
        return BASE.contains(name) || (prefixed && !SECRET.matcher(name).matches());
    }

    /** The user's pip settings, which a step does not find, because its HOME is another. */
    private static @Nullable String userPipSettings(Map<String, String> server) {
        String home = server.get("HOME");
        if (home == null) {
            return null;
        }
        return Stream.of(".config/pip/pip.conf", ".pip/pip.conf")
                .map(name -> Path.of(home, name))
                .filter(Files::isReadable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    /** What a KFP pod knows of itself. */
    private static Map<String, String> aboutTheAttempt(AttemptOrder order) {
        String uuid = order.attempt().uuid();
        return Map.of(
                "KFP_POD_NAME",
                PodFacts.name(order),
                "KFP_POD_UID",
                uuid,
                "KFP_RETRY_INDEX",
                Integer.toString(order.attempt().number() - 1),
                "KFP_RUN_ID",
                order.run().run().value());
    }
}
