package penstock.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.artifact.ParsedUri.Malformed;

class ArtifactUriTest {

    @Test
    void readsSchemeBucketAndKey() {
        assertThat(ArtifactUri.parse("minio://mlpipeline/v2/artifacts/a b/ü#1"))
                .isEqualTo(
                        new ArtifactUri(
                                "minio", "mlpipeline", List.of("v2", "artifacts", "a b", "ü#1")));
    }

    @Test
    void dropsTheQuery() {
        ParsedUri parsed = ArtifactUri.parse("s3://b/k?endpoint=x/../y&region=z");

        assertThat(parsed).hasToString("s3://b/k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "model",
                "/etc/passwd",
                "://b/k",
                "MINIO://b/k",
                "minio:/b/k",
                "minio://",
                "minio://b",
                "minio://b/",
                "minio:///k",
                "minio://b//k",
                "minio://b/k/",
                "minio://b/../k",
                "minio://../k",
                "minio://b/./k",
                "minio://b/k/..",
                "minio://b/k\0",
                "minio://b/k\nl",
                "minio://b/\u0085",
                "minio://b/\ud800",
                "../minio://b/k",
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(ArtifactUri.parse(text)).isInstanceOf(Malformed.class);
    }

    @Test
    void limitsSegmentsByTheirBytes() {
        String widest = "ü".repeat(127) + "x";

        assertThat(ArtifactUri.parse("s3://b/" + widest)).isInstanceOf(ArtifactUri.class);
        assertThat(ArtifactUri.parse("s3://b/" + widest + "x")).isInstanceOf(Malformed.class);
    }

    @Test
    void limitsTheWholeAddress() {
        String longest = "s3://b" + "/0123456".repeat(127) + "/x";

        assertThat(longest).hasSize(1024);
        assertThat(ArtifactUri.parse(longest)).isInstanceOf(ArtifactUri.class);
        assertThat(ArtifactUri.parse(longest + "x")).isInstanceOf(Malformed.class);
    }

    @Test
    void reasonsShowNoControlCharacters() {
        assertThat(ArtifactUri.parse("minio://b/\u001b[2J"))
                .isEqualTo(
                        new Malformed(
                                "'minio://b/?[2J' is no artifact address: it has a control"
                                        + " character; remove it"));
    }
}
