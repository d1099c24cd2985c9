package penstock.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tester of that name: makes requests of what an OpenAPI document says, and of what it does
 * not.
 */
public final class Schemathesis {

    private static final String VERSION = "4.32.5";
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) generated");

    private final String program;

    private Schemathesis(String program) {
        this.program = program;
    }

    /**
     * What it found.
     *
     * @param requests how many it made
     * @param sound whether no answer failed a check
     * @param output all that it said
     */
    public record Found(int requests, boolean sound, String output) {}

    /** The tester, or null where it cannot be had: no Python of that age, or no network. */
    public static @Nullable Schemathesis find() throws IOException {
        Path bin = Sdk.environment("schemathesis-" + VERSION, "schemathesis==" + VERSION);
        return bin == null ? null : new Schemathesis(bin.resolve("schemathesis").toString());
    }

    /**
     * Tests the server whose document is at {@code url}.
     *
     * @param folder for what it leaves behind
     */
    public Found test(Path folder, String url, String checks, int seconds, long seed)
            throws IOException {
        Sdk.Ended ended =
                Sdk.run(
                        folder,
                        List.of(
                                program,
                                "run",
                                url,
                                "--checks=" + checks,
                                "--max-time=" + seconds,
                                "--seed=" + seed,
                                "--continue-on-failure",
                                "--no-color"));
        Matcher requests = REQUESTS.matcher(ended.output());
        int count = requests.find() ? Integer.parseInt(requests.group(1)) : 0;
        return new Found(count, ended.code() == 0, ended.output());
    }
}
