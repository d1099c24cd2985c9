package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import penstock.testkit.Schemathesis;

/** Thousands of requests that the OpenAPI document allows, and as many that it does not. */
@Tag("sdk")
class PropertyTest {

    private static final String CHECKS =
            "not_a_server_error,status_code_conformance,content_type_conformance,"
                    + "response_schema_conformance,response_headers_conformance,unsupported_method,"
                    + "allow_header_conformance";
    private static final int SECONDS = 30;

    /** As many come together within the time on the slowest machine; usually it is thousands. */
    private static final int SOME = 200;

    private static final int SEED = 20_261_124;

    @Test
    void noAnswerIsAFailureOfTheServerOrBreaksTheDocument(
            @TempDir Path folder, TestReporter reporter) throws IOException, StartRefused {
        @Nullable Schemathesis found = Schemathesis.find();
        assumeTrue(
                found != null, "schemathesis cannot be installed here: no python3 or no network");
        try (Server server = Server.start(ServerConfig.local(folder.resolve("data")))) {
            Schemathesis.Found result =
                    Objects.requireNonNull(found)
                            .test(folder, server.url() + "/openapi.json", CHECKS, SECONDS, SEED);
            reporter.publishEntry("requests", Integer.toString(result.requests()));
            reporter.publishEntry("answers with 5xx", result.sound() ? "0" : "see below");
            assertThat(result.sound()).as(result.output()).isTrue();
            assertThat(result.requests()).as(result.output()).isGreaterThan(SOME);
        }
    }
}
