package penstock.compiler.kfp;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import penstock.compiler.Compilation;
import penstock.compiler.cel.CelEvaluator;
import penstock.spec.document.Limits;

class ScaleTest {
    private final KfpFrontend frontend = new KfpFrontend(Limits.DEFAULT, new CelEvaluator());

    @Test
    void compilesTenThousandTasksInTimeThatGrowsWithTheirNumber() {
        Duration thousand = fastest(1_000);
        Duration tenThousand = fastest(10_000);
        assertThat(tenThousand).isLessThan(Duration.ofSeconds(10));
        assertThat(tenThousand.toNanos())
                .as("ten thousand: %s, thousand: %s", tenThousand, thousand)
                .isLessThan(40 * Math.max(thousand.toNanos(), 20_000_000));
    }

    /** The least disturbed of three. */
    private Duration fastest(int tasks) {
        return Stream.generate(() -> compile(tasks)).limit(3).min(naturalOrder()).orElseThrow();
    }

    private Duration compile(int tasks) {
        String document = chain(tasks);
        long start = System.nanoTime();
        Compilation compilation = frontend.compile(document);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(compilation)
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        done -> assertThat(done.plan().root().tasks()).hasSize(tasks));
        return took;
    }

    /**
     * A chain in which every task has a component and an executor of its own, as the SDK writes.
     */
    private static String chain(int tasks) {
        StringBuilder components = new StringBuilder("components:\n");
        StringBuilder executors = new StringBuilder("deploymentSpec:\n  executors:\n");
        StringBuilder graph = new StringBuilder("root:\n  dag:\n    tasks:\n");
        for (int i = 0; i < tasks; i++) {
            components
                    .append("  comp-step-" + i + ":\n    executorLabel: exec-step-" + i + "\n")
                    .append("    inputDefinitions:\n      parameters:\n        text:\n")
                    .append("          parameterType: STRING\n          isOptional: true\n")
                    .append("    outputDefinitions:\n      parameters:\n        Output:\n")
                    .append("          parameterType: STRING\n");
            executors
                    .append("    exec-step-" + i + ":\n      container:\n        image: alpine\n")
                    .append("        command:\n        - echo\n")
                    .append("        - '{{$.inputs.parameters[''text'']}}'\n");
            graph.append("      step-" + i + ":\n        cachingOptions:\n")
                    .append("          enableCache: true\n        componentRef:\n")
                    .append("          name: comp-step-" + i + "\n        taskInfo:\n")
                    .append("          name: step-" + i + "\n");
            if (i > 0) {
                graph.append("        dependentTasks:\n        - step-" + (i - 1) + "\n")
                        .append("        inputs:\n          parameters:\n            text:\n")
                        .append("              taskOutputParameter:\n")
                        .append("                outputParameterKey: Output\n")
                        .append("                producerTask: step-" + (i - 1) + "\n");
            }
        }
        return "pipelineInfo:\n  name: chain\nschemaVersion: 2.1.0\n"
                + components
                + executors
                + graph;
    }
}
