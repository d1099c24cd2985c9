package penstock.runner.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.runner.python.RequirementGroup.Flag;

class UvOptionsTest {
    private static final RequirementGroup PLAIN = RequirementGroup.of(List.of("requests"));

    @Test
    void saysWhatPipsConfigurationSays() {
        PipSettings settings =
                settings(
                        Map.of(
                                "index-url", "https://one.example/simple",
                                "extra-index-url", "https://two.example/simple",
                                "find-links", "/a\n/b",
                                "trusted-host", "one.example:8443",
                                "constraint", "/c.txt",
                                "cert", "/ca.pem",
                                "proxy", "http://proxy.example:3128",
                                "timeout", "60"));

        UvOptions options = UvOptions.of(settings, PLAIN, Map.of()).orElseThrow();

        assertThat(String.join(" ", options.arguments()))
                .isEqualTo(
                        "--index-strategy unsafe-best-match --index-url https://one.example/simple"
                                + " --extra-index-url https://two.example/simple --find-links /a"
                                + " --find-links /b --constraints /c.txt"
                                + " --allow-insecure-host one.example:8443");
        assertThat(options.variables())
                .containsEntry("SSL_CERT_FILE", "/ca.pem")
                .containsEntry("HTTPS_PROXY", "http://proxy.example:3128")
                .containsEntry("UV_HTTP_TIMEOUT", "60");
    }

    @Test
    void letsTheGroupReplaceTheIndexAndAddToTheRest() {
        RequirementGroup group =
                new RequirementGroup(
                        List.of("requests"),
                        Optional.of("https://mine.example/simple"),
                        List.of("https://more.example/simple"),
                        List.of(),
                        List.of("https://mine.example/simple", "mine.example"),
                        Set.of(Flag.NO_DEPS));
        PipSettings settings =
                settings(
                        Map.of(
                                "index-url", "https://one.example/simple",
                                "extra-index-url", "https://two.example/simple"));

        assertThat(
                        String.join(
                                " ",
                                UvOptions.of(settings, group, Map.of()).orElseThrow().arguments()))
                .isEqualTo(
                        "--index-strategy unsafe-best-match --index-url https://mine.example/simple"
                                + " --extra-index-url https://two.example/simple --extra-index-url"
                                + " https://more.example/simple --allow-insecure-host mine.example"
                                + " --no-deps");
    }

    @Test
    void trustsTheBundleThatPipWouldTrust() {
        Map<String, String> around =
                Map.of("REQUESTS_CA_BUNDLE", "/r.pem", "CURL_CA_BUNDLE", "/c.pem");

        assertThat(UvOptions.of(settings(Map.of()), PLAIN, around).orElseThrow().variables())
                .containsEntry("SSL_CERT_FILE", "/r.pem");
        assertThat(UvOptions.of(settings(Map.of()), PLAIN, Map.of()).orElseThrow().variables())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client-cert",
                "only-binary",
                "no-binary",
                "pre",
                "platform",
                "keyring-provider",
                "a-new-one"
            })
    void leavesToPipWhatOnlyPipWouldDoTheSame(String option) {
        assertThat(UvOptions.of(settings(Map.of(option, "x")), PLAIN, Map.of())).isEmpty();
    }

    @Test
    void leavesFlagsToPipThatMeanSomethingElseToUv() {
        assertThat(UvOptions.of(settings(Map.of()), PLAIN.with(Flag.PRE), Map.of())).isEmpty();
        assertThat(UvOptions.of(settings(Map.of()), PLAIN.with(Flag.UPGRADE), Map.of())).isEmpty();
        assertThat(
                        UvOptions.of(settings(Map.of("no-index", "0")), PLAIN, Map.of())
                                .orElseThrow()
                                .arguments())
                .doesNotContain("--no-index");
        assertThat(
                        UvOptions.of(settings(Map.of("no-index", "True")), PLAIN, Map.of())
                                .orElseThrow()
                                .arguments())
                .contains("--no-index");
    }

    private static PipSettings settings(Map<String, String> options) {
        return new PipSettings(new TreeMap<>(options));
    }
}
