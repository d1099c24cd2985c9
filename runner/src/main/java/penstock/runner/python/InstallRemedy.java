package penstock.runner.python;

import java.util.List;
import java.util.regex.Pattern;

/** What to do about an installation that failed, told from pip's output. */
final class InstallRemedy {
    private record Sign(Pattern pattern, String remedy) {}

    private static final List<Sign> SIGNS =
            List.of(
                    sign("No space left on device", "free some space, or run `penstock env prune`"),
                    sign(
                            "CERTIFICATE_VERIFY_FAILED|SSLError|certificate verify failed",
                            "tell pip which certificates to trust: `pip config set global.cert"
                                    + " FILE` for the user that runs the server"),
                    sign(
                            "Temporary failure in name resolution|Name or service not known"
                                    + "|nodename nor servname|NewConnectionError|Network is"
                                    + " unreachable|Connection refused|ConnectTimeoutError|Read"
                                    + " timed out|ProxyError",
                            "the package index cannot be reached: check the network, or set pip's"
                                    + " index-url or proxy for the user that runs the server; an"
                                    + " environment that is built once needs no network"),
                    sign(
                            "401 Error|403 Error|Unauthorized|Forbidden",
                            "the package index refuses access: check the credentials in pip's"
                                    + " configuration"),
                    sign(
                            "ResolutionImpossible|conflicting dependencies",
                            "the requirements contradict each other: loosen one of their versions"),
                    sign(
                            "Failed building wheel|subprocess-exited-with-error|error: command"
                                    + "|metadata-generation-failed|Python\\.h|Unable to find"
                                    + " vcvarsall",
                            "it has to be compiled here and that fails: choose a version with a"
                                    + " wheel for this Python, install compiler and headers, or"
                                    + " choose an image with another Python version"));

    private InstallRemedy() {}

    static String of(String output, PythonInterpreter interpreter) {
        for (Sign sign : SIGNS) {
            if (sign.pattern().matcher(output).find()) {
                return sign.remedy();
            }
        }
        if (output.contains("No matching distribution found")
                || output.contains("Could not find a version")) {
            return "check name and version: the index has none that fits Python "
                    + interpreter.version()
                    + "; an older package may need an image with an older Python";
        }
        return "run the same pip command by hand to see more";
    }

    private static Sign sign(String pattern, String remedy) {
        return new Sign(Pattern.compile(pattern), remedy);
    }
}
