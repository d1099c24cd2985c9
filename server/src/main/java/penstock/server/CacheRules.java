package penstock.server;

import java.time.Duration;
import java.util.Map;
import penstock.engine.RunCaching;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.server.backend.Ages;

/** What runs of this server may take from earlier ones: what settings and command line both let. */
final class CacheRules {

    /** Names under which KFP's API server takes the same settings. */
    static final String KFP_ENABLED = "CACHEENABLED";

    static final String KFP_MAX_AGE = "MAXIMUM_CACHE_STALENESS";

    private CacheRules() {}

    static RunCaching of(
            ServerConfig.CacheOptions options, RunCaching settings, Map<String, String> environment)
            throws StartRefused {
        boolean off = options.off() || "false".equalsIgnoreCase(environment.get(KFP_ENABLED));
        RunCaching asked = new RunCaching(!off, options.maxAge(), null);
        return settings.within(asked).within(ofKfp(environment));
    }

    private static RunCaching ofKfp(Map<String, String> environment) throws StartRefused {
        String text = environment.getOrDefault(KFP_MAX_AGE, "");
        Duration age = Ages.parse(text);
        if (age == null && !text.isEmpty()) {
            throw new StartRefused(
                    new Problem(
                            ErrorCode.INVALID_ARGUMENT,
                            KFP_MAX_AGE + "=" + text + " (expected: " + Ages.EXPECTED + ")",
                            "Correct the environment variable, or unset it."));
        }
        return new RunCaching(true, age, null);
    }
}
