package penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.engine.Inputs;
import penstock.plan.Component.Resources;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

class ShareTest {

    private static final long GIB = 1L << 30;
    private static final Capacity MACHINE = new Capacity(9, 4000, GIB, 2, false);
    private static final Capacity STRICT = new Capacity(9, 4000, GIB, 2, true);

    @Test
    void aRequestCountsAndALimitLimits() {
        Share.Given share = given(resources("1", "2500m", "100Mi", "512Mi"), MACHINE);

        assertThat(share.demand()).isEqualTo(new Demand(1000, 100L << 20, 0));
        assertThat(share.allotment().cpuLimitMillis()).isEqualTo(2500);
        assertThat(share.allotment().memoryLimitBytes()).isEqualTo(512L << 20);
        assertThat(share.allotment().notes()).isEmpty();
    }

    @Test
    void aLimitIsARequestWhereThereIsNone() {
        Share.Given share = given(resources(null, "2", null, "512M"), MACHINE);

        assertThat(share.demand()).isEqualTo(new Demand(2000, 512_000_000, 0));
    }

    @Test
    void whatExceedsTheMachineIsCutDownWithANote() {
        Share.Given share = given(resources("64", "64", "1Ti", "2Ti"), MACHINE);

        assertThat(share.demand()).isEqualTo(new Demand(4000, GIB, 0));
        assertThat(share.allotment().isLimited()).isFalse();
        assertThat(share.allotment().notes())
                .containsExactly(
                        "the step asks for 64 CPUs and this machine has 4: it is given that",
                        "the step asks for 1Ti of memory and this machine has 1Gi: it is given that");
    }

    @Test
    void aStrictMachineRefusesWhatExceedsIt() {
        Share share = share(resources("64", null, null, null), Inputs.NONE, STRICT);

        assertThat(share)
                .isInstanceOfSatisfying(
                        Share.Refused.class,
                        refused -> {
                            assertThat(refused.problem().code())
                                    .isEqualTo(ErrorCode.FAILED_PRECONDITION);
                            assertThat(refused.problem().message()).contains("64 CPUs", "has 4");
                            assertThat(refused.problem().hint()).contains("--strict-resources");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "nvidia.com/gpu, 1, 1, ''",
        "NVIDIA_TESLA_P4, 2, 2, ''",
        "gpu, 2.0, 2, ''",
        "nvidia.com/gpu, 8, 2, 'asks for 8 of the accelerator nvidia.com/gpu'",
        "cloud-tpus.google.com/v3, 1, 0, 'has none: it runs without'",
        "amd.com/gpu, 1, 0, 'has none: it runs without'",
        "'', 1, 0, ''",
        "nvidia.com/gpu, '', 0, ''",
        "nvidia.com/gpu, 0, 0, ''"
    })
    void acceleratorsAreGivenAsFarAsTheyAreHere(String kind, String count, int gpus, String note) {
        Share.Given share = given(accelerator(kind, count), MACHINE);

        assertThat(share.demand().gpus()).isEqualTo(gpus);
        assertThat(share.allotment().gpus()).isEqualTo(gpus);
        assertThat(String.join("\n", share.allotment().notes())).contains(note);
        assertThat(share.allotment().notes()).hasSize(note.isEmpty() ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "500m", "one", "-1"})
    void devicesAreWhole(String count) {
        assertThat(share(accelerator("nvidia.com/gpu", count), Inputs.NONE, MACHINE))
                .isInstanceOf(Share.Refused.class);
    }

    @Test
    void settingsComeFromInputsOfAnyType() {
        TreeMap<String, Value> inputs = new TreeMap<>();
        inputs.put("cpu", new Value.Real(1.5));
        inputs.put("memory", new Value.Text("256Mi"));
        inputs.put("count", new Value.Int(1));
        inputs.put("kind", new Value.Text("nvidia.com/gpu"));
        Resources resources =
                new Resources(
                        null, input("cpu"), null, input("memory"), input("kind"), input("count"));

        Share share = share(resources, new Inputs(inputs, new TreeMap<>()), MACHINE);

        assertThat(((Share.Given) share).demand()).isEqualTo(new Demand(1500, 256L << 20, 1));
    }

    @Test
    void anInputThatIsNotThereAsksForNothing() {
        assertThat(given(new Resources(input("x"), null, null, null, null, null), MACHINE))
                .isEqualTo(Share.Given.NONE);
    }

    @ParameterizedTest
    @CsvSource({"cpu, much", "memory, 1 Gi", "memory, 12GB"})
    void whatIsNoQuantityIsRefusedByName(String which, String text) {
        Resources resources =
                which.equals("cpu")
                        ? resources(text, null, null, null)
                        : resources(null, null, null, text);

        assertThat(share(resources, Inputs.NONE, MACHINE))
                .isInstanceOfSatisfying(
                        Share.Refused.class,
                        refused -> {
                            assertThat(refused.problem().code())
                                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
                            assertThat(refused.problem().message())
                                    .containsIgnoringCase(which)
                                    .contains("'" + text + "'", "expected: a quantity");
                        });
    }

    @Test
    void aPlanIsRefusedForConstantsOnly() {
        assertThat(Share.refusal(plan(resources("64", null, null, null)), MACHINE)).isNull();
        assertThat(Share.refusal(plan(resources("64", null, null, null)), STRICT))
                .satisfies(problem -> assertThat(problem.message()).contains("'step'", "64 CPUs"));
        assertThat(Share.refusal(plan(resources("x", null, null, null)), MACHINE)).isNotNull();
        Resources later = new Resources(input("cpu"), null, null, null, null, null);
        assertThat(Share.refusal(plan(later), STRICT)).isNull();
    }

    private static Share share(Resources resources, Inputs inputs, Capacity machine) {
        return Share.of(Orders.of("a", "t", resources, inputs), machine);
    }

    private static Share.Given given(Resources resources, Capacity machine) {
        return (Share.Given) share(resources, Inputs.NONE, machine);
    }

    private static Plan plan(Resources resources) {
        return PlanBuilder.plan("p")
                .container("step", it -> it.resources(resources))
                .root(it -> {})
                .build();
    }

    private static Resources resources(
            @Nullable String cpuRequest,
            @Nullable String cpuLimit,
            @Nullable String memoryRequest,
            @Nullable String memoryLimit) {
        return new Resources(
                literal(cpuRequest),
                literal(cpuLimit),
                literal(memoryRequest),
                literal(memoryLimit),
                null,
                null);
    }

    private static Resources accelerator(String kind, String count) {
        return new Resources(null, null, null, null, literal(kind), literal(count));
    }

    private static @Nullable Template literal(@Nullable String text) {
        return text == null ? null : Template.literal(text);
    }

    private static Template input(String name) {
        return new Template(List.of(new Template.InputParameter(name)));
    }
}
