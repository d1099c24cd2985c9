package penstock.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.plan.Argument;
import penstock.plan.ArtifactSource;
import penstock.plan.Component;
import penstock.plan.Kubernetes;
import penstock.plan.ParameterSource;
import penstock.plan.Task;
import penstock.plan.Template;
import penstock.plan.ValueTemplate;

class PlanCodecTest {

    @Test
    void aPlanComesBackAsItWas() {
        assertThat(PlanCodec.read(PlanCodec.write(PlanSample.plan()))).isEqualTo(PlanSample.plan());
    }

    @Test
    void aPlanOfTheFirstReleaseIsReadAndWrittenAsItWas() throws IOException {
        String golden = golden(1);

        assertThat(PlanCodec.write(PlanCodec.read(golden))).isEqualTo(golden);
    }

    @Test
    void aPlanOfTheSecondFormatIsReadAndWrittenAsItWas() throws IOException {
        String golden = golden(2);

        assertThat(PlanCodec.read(golden)).isEqualTo(PlanSample.plan());
        assertThat(PlanCodec.write(PlanSample.plan())).isEqualTo(golden);
    }

    /** Lines are broken in the file, never in what is stored. */
    private static String golden(int format) throws IOException {
        String name = "/plan/v" + format + "/plan.json";
        try (InputStream in = PlanCodecTest.class.getResourceAsStream(name)) {
            return in == null
                    ? "{}"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** The sample is worth something only while it holds one of each. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                Component.class,
                Kubernetes.Mount.class,
                Kubernetes.Variable.class,
                Argument.class,
                Template.Part.class,
                Template.Facet.class,
                ParameterSource.class,
                ArtifactSource.class,
                ValueTemplate.class,
                Task.Loop.Source.class
            })
    void theSampleHasOneOfEach(Class<?> sealed) {
        String plan = PlanSample.plan().toString();

        assertThat(leaves(sealed).map(Class::getSimpleName))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(plan).contains(name + "["));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(PlanCodecTest::leaves)
                : Stream.of(type);
    }

    @Test
    void aPlanOfALaterFormatIsRefused() {
        String later = PlanCodec.write(PlanSample.plan()).replace("\"format\":2", "\"format\":3");

        assertThatThrownBy(() -> PlanCodec.read(later))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("plan has format 3 (expected: 1 to 2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"format\":1}",
                "{\"format\":1,\"pipeline\":\"p\",\"components\":{}}",
                "{\"format\":1,\"pipeline\":\"p\",\"components\":{\"root\":{\"kind\":\"new\"}}}",
                "{\"format\":1,\"pipeline\":\"p\",\"components\":{\"root\":{}},\"extra\":1}"
            })
    void whatIsNoPlanIsRefused(String json) {
        assertThatThrownBy(() -> PlanCodec.read(json)).isInstanceOf(UnreadableException.class);
    }
}
