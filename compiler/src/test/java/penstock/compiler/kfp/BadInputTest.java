package penstock.compiler.kfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.compiler.Compilation;
import penstock.compiler.cel.CelEvaluator;
import penstock.plan.ParameterSource;
import penstock.plan.Plan;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Severity;
import penstock.spec.document.Limits;

/** Each way to break a document ends in a refusal that names it, or in the right plan. */
class BadInputTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MEGABYTE = 1 << 20;

    private final KfpFrontend frontend = new KfpFrontend(Limits.DEFAULT, new CelEvaluator());

    @Test
    void refusesTasksThatWaitForEachOther() {
        refused(
                tasks(
                        "a: {componentRef: {name: comp-c}, dependentTasks: [b]}",
                        "b: {componentRef: {name: comp-c}, dependentTasks: [a]}"),
                DiagnosticCode.TASK_CYCLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "{componentRef: {name: comp-d}} => UNKNOWN_COMPONENT",
                "{componentRef: {name: comp-c}, dependentTasks: [x]} => UNKNOWN_TASK",
                "{componentRef: {name: comp-c}, inputs: {parameters: {text: {taskOutputParameter: {producerTask: x, outputParameterKey: o}}}}} => UNKNOWN_TASK",
                "{componentRef: {name: comp-c}, inputs: {parameters: {text: {componentInputParameter: x}}}} => UNKNOWN_INPUT",
                "{componentRef: {name: comp-c}, inputs: {parameters: {number: {runtimeValue: {constant: x}}}}} => MISTYPED_ARGUMENT",
                "{componentRef: {name: comp-c}, inputs: {parameters: {flag: {runtimeValue: {constant: 1}}}}} => MISTYPED_ARGUMENT",
                "{componentRef: {name: comp-c}, inputs: {parameters: {list: {runtimeValue: {constant: {a: 1}}}}}} => MISTYPED_ARGUMENT",
                "{componentRef: {name: comp-c}, triggerPolicy: {condition: '1 =='}} => BAD_CONDITION",
                "{componentRef: {name: comp-c}, parameterIterator: {items: {raw: '5'}, itemInput: text}} => MISTYPED_ARGUMENT",
                "{componentRef: {name: comp-c}, inputs: {parameters: {number: {runtimeValue: {constant: .nan}}}}} => BAD_NUMBER",
                "{componentRef: {name: comp-c}, inputs: {parameters: {number: {runtimeValue: {constant: -.inf}}}}} => BAD_NUMBER",
                "{componentRef: {name: comp-c}, inputs: {parameters: {number: {runtimeValue: {constant: 1e999}}}}} => BAD_NUMBER",
                "{componentRef: {name: comp-c}, inputs: {parameters: {text: {runtimeValue: {constant: null}}}}} => MISTYPED_ARGUMENT"
            })
    void refusesATask(String task, DiagnosticCode expected) {
        refused(tasks("a: " + task), expected);
    }

    @Test
    void refusesALoopOverOneItemTooMany() {
        String items =
                IntStream.rangeClosed(0, Bounds.ITEMS)
                        .mapToObj(_ -> "1")
                        .collect(Collectors.joining(",", "[", "]"));
        refused(loop(items), DiagnosticCode.TOO_MANY_ITEMS);
    }

    @Test
    void takesALoopOverAMillionItems() {
        String items = "1,".repeat(Bounds.ITEMS - 1) + "1";
        assertThat(plan(loop("[" + items + "]")).root().tasks()).hasSize(1);
    }

    @Test
    void refusesAComponentInsideItself() {
        String components =
                """
                  comp-a: {dag: {tasks: {b: {componentRef: {name: comp-b}}}}}
                  comp-b: {dag: {tasks: {a: {componentRef: {name: comp-a}}}}}
                """;
        refused(
                document(components, "      a: {componentRef: {name: comp-a}}\n"),
                DiagnosticCode.COMPONENT_RECURSION);
    }

    @Test
    void refusesPipelinesThatDoubleAtEachOfManyLevelsWithoutExpandingThem() {
        StringBuilder components = new StringBuilder("  comp-0: {executorLabel: exec-c}\n");
        for (int i = 1; i <= 60; i++) {
            String use = "{componentRef: {name: comp-" + (i - 1) + "}}";
            components.append(
                    "  comp-" + i + ": {dag: {tasks: {l: " + use + ", r: " + use + "}}}\n");
        }
        refused(
                document(components.toString(), "      a: {componentRef: {name: comp-60}}\n"),
                DiagnosticCode.TOO_MANY_TASKS);
    }

    @Test
    void refusesPipelinesNestedBeyondTheLimit() {
        StringBuilder components = new StringBuilder("  comp-0: {executorLabel: exec-c}\n");
        for (int i = 1; i <= 150; i++) {
            components.append(
                    "  comp-"
                            + i
                            + ": {dag: {tasks: {a: {componentRef: {name: comp-"
                            + (i - 1)
                            + "}}}}}\n");
        }
        refused(
                document(components.toString(), "      a: {componentRef: {name: comp-150}}\n"),
                DiagnosticCode.NESTED_TOO_DEEPLY);
    }

    @Test
    void takesADocumentOfTwentyMegabytes() {
        String text = "x".repeat(20 * MEGABYTE);
        assertThat(constant(plan(withText('"' + text + '"')))).isEqualTo(new Value.Text(text));
    }

    @Test
    void refusesADocumentBeyondTheLimit() {
        refused(withText('"' + "x".repeat(33 * MEGABYTE) + '"'), DiagnosticCode.TOO_LARGE);
    }

    @Test
    void refusesAliasesThatGrowWithoutEnd() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [");
            bomb.append((alias + ", ").repeat(9)).append(alias).append("]\n");
        }
        refused(bomb + withText("x"), DiagnosticCode.TOO_MANY_NODES);
    }

    @Test
    void takesMergeKeysThatAreOverridden() {
        String base = "{componentRef: {name: comp-c}, taskInfo: {name: base}}";
        Plan plan = plan(tasks("a: &base " + base, "b: {<<: *base, taskInfo: {name: other}}"));
        assertThat(plan.root().tasks().get("b"))
                .satisfies(task -> assertThat(task.displayName()).isEqualTo("other"))
                .satisfies(task -> assertThat(task.component()).isEqualTo("comp-c"));
    }

    @Test
    void takesAValueNestedDeeplyAndRefusesADeeperOne() {
        assertThatNoException().isThrownBy(() -> plan(withList("[".repeat(150) + "]".repeat(150))));
        refused(withList("[".repeat(250) + "]".repeat(250)), DiagnosticCode.TOO_DEEP);
        refused(withList("[".repeat(100_000)), DiagnosticCode.TOO_DEEP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{workflow.name}}",
                "{{ inputs }}",
                "{{=1+1}}",
                "${HOME}",
                "$(rm -rf /)",
                "{{$.inputs.parameters[unquoted]}}",
                "it's \\\"quoted\\\" \\\\ and \\n new",
                "",
                "\uD83D\uDE00"
            })
    void keepsDataAsItIs(String yaml) {
        String plain = yaml.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
        assertThat(constant(plan(withText('"' + yaml + '"')))).isEqualTo(new Value.Text(plain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\0", "\\u0000", "\\ud83d", "\\ude00\\ud83d"})
    void refusesTextThatNoProgramCanBeGiven(String escape) {
        refused(withText("\"a" + escape + "b\""), DiagnosticCode.BAD_CHARACTER);
    }

    @Test
    void takesATextOfAMegabyte() {
        String text = "{{$".repeat(MEGABYTE / 3);
        assertThat(constant(plan(withText('"' + text + '"')))).isEqualTo(new Value.Text(text));
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992, 9007199254740992",
        "9007199254740993, 9007199254740993",
        "-9223372036854775808, -9223372036854775808",
        "3.0, 3",
        "1e3, 1000"
    })
    void keepsWholeNumbersExact(String written, long expected) {
        Plan plan =
                plan(
                        tasks(
                                "a: {componentRef: {name: comp-c}, inputs: {parameters: {number:"
                                        + " {runtimeValue: {constant: "
                                        + written
                                        + "}}}}}"));
        assertThat(constant(plan)).isEqualTo(new Value.Int(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "apiVersion: tekton.dev/v1beta1\\nkind: PipelineRun => Tekton PipelineRun",
                "apiVersion: argoproj.io/v1alpha1\\nkind: Workflow => Argo Workflow",
                "apiVersion: argoproj.io/v1alpha1\\nkind: CronWorkflow => Argo CronWorkflow",
                "apiVersion: v1\\nkind: ConfigMap => Kubernetes manifest of kind ConfigMap",
                "apiVersion: batch/v1\\nkind: Job => Kubernetes manifest of kind Job",
                "services: {web: {image: nginx}} => a Compose file",
                "on: push\\njobs: {} => a GitHub Actions workflow",
                "cells: []\\nnbformat: 4 => a Jupyter notebook",
                "import kfp\\n\\ndef f(): pass => Python source",
                "from airflow import DAG\\n => an Airflow DAG",
                "implementation: {container: {image: x}} => a KFP component",
                "cwlVersion: v1.2 => Common Workflow Language",
                "stages: {train: {cmd: python train.py}} => a DVC pipeline",
                "stages: [build, test] => GitLab CI",
                "steps: [{script: make}]\\npool: {vmImage: x} => an Azure pipeline",
                "apiVersion: v2\\nname: x\\nversion: 1.0.0 => a Helm chart",
                "openapi: 3.0.0 => an OpenAPI description",
                "hello => UNKNOWN",
                "[1, 2] => UNKNOWN"
            })
    void namesWhatADocumentIsInstead(String document, String name) {
        List<Diagnostic> errors = errors(document.replace("\\n", "\n"));
        if (name.equals("UNKNOWN")) {
            assertThat(errors.getFirst().code()).isEqualTo(DiagnosticCode.UNKNOWN_DOCUMENT);
        } else {
            assertThat(errors.getFirst().code()).isEqualTo(DiagnosticCode.FOREIGN_DOCUMENT);
            assertThat(errors.getFirst().message()).contains(name);
        }
        assertThat(errors.getFirst().hint()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n---\n", "null"})
    void refusesEmptiness(String document) {
        refused(document, DiagnosticCode.NO_PIPELINE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "platform: {kubernetes: {}} => UNKNOWN_DOCUMENT",
                "kubernetes: {deploymentSpec: {}} => UNKNOWN_DOCUMENT",
                "platforms: [kubernetes] => WRONG_TYPE",
                "platforms: {kubernetes: {deploymentSpec: {executors: {exec-c: 5}}}} => WRONG_TYPE",
                "platforms: {Kubernetes: {deploymentSpec: {}}} => UNKNOWN_FIELD",
                "{platforms: {kubernetes: {}}, extra: 1} => UNKNOWN_FIELD"
            })
    void neverDropsAMalformedPlatformDocument(String platform, DiagnosticCode expected) {
        refused(withText("x") + "---\n" + platform + "\n", expected);
    }

    private void refused(String document, DiagnosticCode expected) {
        assertThat(errors(document)).extracting(Diagnostic::code).contains(expected);
    }

    private List<Diagnostic> errors(String document) {
        long start = System.nanoTime();
        Compilation compilation = frontend.compile(document.getBytes(StandardCharsets.UTF_8));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        return compilation.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .toList();
    }

    private Plan plan(String document) {
        Compilation compilation = frontend.compile(document.getBytes(StandardCharsets.UTF_8));
        assertThat(compilation)
                .as(() -> compilation.diagnostics().toString())
                .isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).plan();
    }

    /** The only constant that task {@code a} passes. */
    private static Value constant(Plan plan) {
        ParameterSource source =
                plan.root().tasks().values().iterator().next().parameters().values().stream()
                        .map(argument -> argument.source())
                        .findFirst()
                        .orElseThrow();
        ValueTemplate template = ((ParameterSource.Constant) source).value();
        return ((ValueTemplate.Fixed) template).value();
    }

    private static String withText(String yaml) {
        return withArgument("text", yaml);
    }

    private static String withList(String yaml) {
        return withArgument("list", yaml);
    }

    private static String withArgument(String input, String yaml) {
        return tasks(
                "a: {componentRef: {name: comp-c}, inputs: {parameters: {"
                        + input
                        + ": {runtimeValue: {constant: "
                        + yaml
                        + "}}}}}");
    }

    private static String loop(String items) {
        return tasks(
                "a: {componentRef: {name: comp-c}, parameterIterator: {items: {raw: '"
                        + items
                        + "'}, itemInput: text}}");
    }

    private static String tasks(String... tasks) {
        StringBuilder lines = new StringBuilder();
        for (String task : tasks) {
            lines.append("      ").append(task).append('\n');
        }
        return document("", lines.toString());
    }

    private static String document(String components, String tasks) {
        return "pipelineInfo: {name: bad-input}\nschemaVersion: 2.1.0\ncomponents:\n"
                + "  comp-c: {executorLabel: exec-c, inputDefinitions: {parameters: {"
                + "text: {parameterType: STRING, isOptional: true},"
                + " number: {parameterType: NUMBER_DOUBLE, isOptional: true},"
                + " flag: {parameterType: BOOLEAN, isOptional: true},"
                + " list: {parameterType: LIST, isOptional: true}}}}\n"
                + components
                + "deploymentSpec: {executors: {exec-c: {container: {image: alpine, command: [c]}}}}\n"
                + "root:\n  dag:\n    tasks:\n"
                + tasks;
    }
}
