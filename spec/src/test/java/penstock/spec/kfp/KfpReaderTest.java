package penstock.spec.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Reading;
import penstock.spec.Severity;
import penstock.spec.document.Limits;
import penstock.spec.document.ScalarNode;

class KfpReaderTest {
    private static final String HEAD = "pipelineInfo: {name: x}\nschemaVersion: 2.1.0\n";

    private final KfpReader reader = new KfpReader(Limits.DEFAULT);

    @Test
    void givesReferencesTheirPlaces() {
        TaskSpec task = task("{componentRef: {name: comp-a}, dependentTasks: [b]}");
        assertThat(task.componentRef().span()).hasToString("3:47");
        assertThat(task.dependentTasks().getFirst().span()).hasToString("3:73");
        assertThat(task.span()).hasToString("3:22");
    }

    @Test
    void readsDurationsNumbersAndConstantsInEveryForm() {
        TaskSpec task =
                task(
                        "{retry_policy: {max_retry_count: '3', backoffDuration: 1.5s,"
                                + " backoffFactor: 2, backoffMaxDuration: \"3600s\"},"
                                + " triggerPolicy: {strategy: 2}}");
        TaskSpec.Retry retry = Objects.requireNonNull(task.retry());
        assertThat(retry.maxRetryCount()).isEqualTo(3);
        assertThat(retry.backoffDuration()).isEqualTo(Duration.ofMillis(1500));
        assertThat(retry.backoffFactor()).isEqualTo(2);
        assertThat(retry.backoffMaxDuration()).isEqualTo(Duration.ofHours(1));
        assertThat(Objects.requireNonNull(task.trigger()).strategy())
                .isEqualTo(TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED);
    }

    @Test
    void takesNullFieldsForAbsentOnes() {
        TaskSpec task = task("{taskInfo: null, inputs: ~, retryPolicy: }");
        assertThat(task.retry()).isNull();
        assertThat(task.displayName()).isEmpty();
    }

    @Test
    void keepsNullConstants() {
        TaskSpec task = task("{inputs: {parameters: {p: {runtimeValue: {constant: null}}}}}");
        TaskSpec.ParameterArgument argument = Objects.requireNonNull(task.parameters().get("p"));
        assertThat(argument.source())
                .isInstanceOfSatisfying(
                        TaskSpec.ParameterSource.Constant.class,
                        constant ->
                                assertThat(((ScalarNode) constant.value()).kind())
                                        .isEqualTo(ScalarNode.Kind.NULL));
    }

    @Test
    void onlyWarnsAboutUnknownFieldsOfTheDeployment() {
        Reading<KfpDocument> reading =
                reader.read(
                        HEAD
                                + "root: {}\ndeploymentSpec: {executors: {e: {container:"
                                + " {image: i, new: 1}}}, more: 2}");
        assertThat(reading).isInstanceOf(Reading.Done.class);
        assertThat(reading.diagnostics())
                .extracting(Diagnostic::severity)
                .containsOnly(Severity.WARNING)
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'{dependentTasks: b}', WRONG_TYPE",
        "'{dependentTasks: [1]}', WRONG_TYPE",
        "'{taskInfo: {name: 1}}', WRONG_TYPE",
        "'{taskInfo: []}', WRONG_TYPE",
        "'[]', WRONG_TYPE",
        "'{cachingOptions: {enableCache: yes}}', WRONG_TYPE",
        "'{retryPolicy: {maxRetryCount: -1}}', WRONG_TYPE",
        "'{retryPolicy: {maxRetryCount: 1.5}}', WRONG_TYPE",
        "'{retryPolicy: {backoffDuration: 5}}', WRONG_TYPE",
        "'{retryPolicy: {backoffDuration: 5m}}', WRONG_TYPE",
        "'{retryPolicy: {backoffFactor: .nan}}', WRONG_TYPE",
        "'{triggerPolicy: {strategy: SOMETIMES}}', UNKNOWN_CONSTANT",
        "'{triggerPolicy: {strategy: 3}}', UNKNOWN_CONSTANT",
        "'{taskInfo: {}, task_info: {}}', CONFLICTING_FIELDS",
        "'{parameterIterator: {}}', MISSING_FIELD",
        "'{inputs: {parameters: {p: {runtimeValue: {constant: .inf}}}}}', BAD_NUMBER",
        "'{inputs: {parameters: {p: {runtimeValue: {constant: 1, constantValue: {}}}}}}',"
                + " CONFLICTING_FIELDS",
        "'{surprise: 1}', UNKNOWN_FIELD"
    })
    void refusesWhatAFieldCannotBe(String task, DiagnosticCode code) {
        assertThat(reader.read(withTask(task)).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import kfp\n@dsl.pipeline\ndef p(): pass",
                "from airflow import DAG\nwith DAG('x') as dag:\n  pass",
                "#!/usr/bin/env python3\nprint('x')",
                "apiVersion: argoproj.io/v1alpha1\nkind: Workflow",
                "apiVersion: tekton.dev/v1\nkind: PipelineRun",
                "apiVersion: apps/v1\nkind: Deployment",
                "name: c\nimplementation: {container: {image: x}}",
                "{\"cells\": [], \"nbformat\": 4}",
                "services: {web: {image: nginx}}"
            })
    void namesForeignDocuments(String text) {
        assertThat(reader.read(text).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly(DiagnosticCode.FOREIGN_DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "'', NO_PIPELINE",
        "'# only a comment', NO_PIPELINE",
        "'platforms: {kubernetes: {}}', NO_PIPELINE",
        "'[1, 2]', UNKNOWN_DOCUMENT",
        "'hello', UNKNOWN_DOCUMENT",
        "'a: 1', UNKNOWN_DOCUMENT",
        "'root: {}', UNSUPPORTED_SCHEMA_VERSION",
        "'pipelineSpec: {}', UNSUPPORTED_SCHEMA_VERSION"
    })
    void refusesWhatHoldsNoPipeline(String text, DiagnosticCode code) {
        assertThat(reader.read(text).diagnostics()).extracting(Diagnostic::code).contains(code);
    }

    private static String withTask(String task) {
        return HEAD + "root: {dag: {tasks: {t: " + task + "}}}";
    }

    private TaskSpec task(String text) {
        Reading<KfpDocument> reading = reader.read(withTask(text));
        assertThat(reading.diagnostics()).isEmpty();
        KfpDocument document = ((Reading.Done<KfpDocument>) reading).value();
        DagSpec dag = Objects.requireNonNull(document.pipeline().root().dag());
        return Objects.requireNonNull(dag.tasks().get("t"));
    }
}
