package penstock.runner.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * pip's configuration in uv's words, where uv would find the same packages with it.
 *
 * @param arguments for {@code uv pip install}, before the requirements
 * @param variables for uv's environment
 */
record UvOptions(List<String> arguments, SortedMap<String, String> variables) {
    /** What uv does without, does anyway or can be told below. */
    private static final Set<String> UNDERSTOOD =
            Set.of(
                    "break-system-packages",
                    "cache-dir",
                    "cert",
                    "config-file",
                    "constraint",
                    "default-timeout",
                    "disable-pip-version-check",
                    "exists-action",
                    "extra-index-url",
                    "find-links",
                    "index-url",
                    "log",
                    "no-cache-dir",
                    "no-color",
                    "no-index",
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
                    "user",
                    "verbose");

    private static final Set<RequirementGroup.Flag> FLAGS =
            Set.of(RequirementGroup.Flag.NO_DEPS, RequirementGroup.Flag.NO_INDEX);

    UvOptions {
        arguments = List.copyOf(arguments);
    }

    /** The translation for one group, or nothing where only pip would do the same. */
    static Optional<UvOptions> of(
            PipSettings settings, RequirementGroup group, Map<String, String> variables) {
        if (!UNDERSTOOD.containsAll(settings.options().keySet())
                || !FLAGS.containsAll(group.flags())) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>(List.of("--index-strategy", "unsafe-best-match"));
        group.indexUrl()
                .or(() -> Optional.ofNullable(settings.options().get("index-url")))
                .ifPresent(url -> arguments.addAll(List.of("--index-url", url)));
        add(arguments, "--extra-index-url", settings.list("extra-index-url"));
        add(arguments, "--extra-index-url", group.extraIndexUrls());
        add(arguments, "--find-links", settings.list("find-links"));
        add(arguments, "--find-links", group.findLinks());
        add(arguments, "--constraints", settings.list("constraint"));
        add(arguments, "--allow-insecure-host", hosts(settings.list("trusted-host")));
        add(arguments, "--allow-insecure-host", hosts(group.trustedHosts()));
        if (group.flags().contains(RequirementGroup.Flag.NO_INDEX)
                || isTrue(settings, "no-index")) {
            arguments.add("--no-index");
        }
        if (group.flags().contains(RequirementGroup.Flag.NO_DEPS)) {
            arguments.add("--no-deps");
        }
        return Optional.of(new UvOptions(arguments, certificatesAndSo(settings, variables)));
    }

    private static void add(List<String> arguments, String option, List<String> values) {
        values.forEach(value -> arguments.addAll(List.of(option, value)));
    }

    /** SDKs write whole addresses here, which trust nothing: pip takes their scheme for a host. */
    private static List<String> hosts(List<String> written) {
        return written.stream().filter(host -> !host.contains("/")).toList();
    }

    private static boolean isTrue(PipSettings settings, String option) {
        return Set.of("1", "true", "yes", "on", "y", "t")
                .contains(settings.options().getOrDefault(option, "").toLowerCase(Locale.ROOT));
    }

    private static SortedMap<String, String> certificatesAndSo(
            PipSettings settings, Map<String, String> around) {
        Map<String, String> options = settings.options();
        SortedMap<String, String> variables = new TreeMap<>();
        Stream.of(
                        options.getOrDefault("cert", ""),
                        around.getOrDefault("REQUESTS_CA_BUNDLE", ""),
                        around.getOrDefault("CURL_CA_BUNDLE", ""))
                .filter(bundle -> !bundle.isBlank())
                .findFirst()
                .ifPresent(bundle -> variables.put("SSL_CERT_FILE", bundle));
        for (String name : List.of("default-timeout", "timeout")) {
            if (options.containsKey(name)) {
                variables.put("UV_HTTP_TIMEOUT", options.getOrDefault(name, ""));
            }
        }
        if (options.containsKey("proxy")) {
            for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
                variables.put(name, options.getOrDefault("proxy", ""));
            }
        }
        return variables;
    }
}
