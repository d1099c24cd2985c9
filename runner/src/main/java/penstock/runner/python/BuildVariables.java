package penstock.runner.python;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The environment variables that building may see: what finds packages and compilers, no secrets.
 */
final class BuildVariables {
    private static final Set<String> NAMES =
            Set.of(
                    "CC",
                    "CFLAGS",
                    "CPATH",
                    "CPPFLAGS",
                    "CURL_CA_BUNDLE",
                    "CXX",
                    "CXXFLAGS",
                    "GIT_SSH",
                    "GIT_SSH_COMMAND",
                    "GIT_SSL_CAINFO",
                    "HOME",
                    "LANG",
                    "LANGUAGE",
                    "LDFLAGS",
                    "LD_LIBRARY_PATH",
                    "LIBRARY_PATH",
                    "LOGNAME",
                    "NETRC",
                    "PATH",
                    "PKG_CONFIG_PATH",
                    "REQUESTS_CA_BUNDLE",
                    "SSH_AUTH_SOCK",
                    "SSL_CERT_DIR",
                    "SSL_CERT_FILE",
                    "TMPDIR",
                    "TZ",
                    "USER",
                    "UV_CACHE_DIR",
                    "XDG_CACHE_HOME",
                    "XDG_CONFIG_DIRS",
                    "XDG_CONFIG_HOME");

    /** They would put packages elsewhere than into the environment. */
    private static final Set<String> PIP_ELSEWHERE =
            Set.of("PIP_PREFIX", "PIP_PYTHON", "PIP_ROOT", "PIP_TARGET", "PIP_USER");

    private BuildVariables() {}

    /** Of the server's variables those that count, then the step's own. */
    static SortedMap<String, String> of(Map<String, String> server, Map<String, String> step) {
        SortedMap<String, String> kept = new TreeMap<>();
        server.forEach((name, value) -> {
            if (NAMES.contains(name)
                    || name.startsWith("LC_")
                    || name.startsWith("PIP_")
                    || name.toLowerCase(Locale.ROOT).endsWith("_proxy")) {
                kept.put(name, value);
            }
        });
        kept.putAll(step);
        kept.keySet().removeAll(PIP_ELSEWHERE);
        return kept;
    }
}
