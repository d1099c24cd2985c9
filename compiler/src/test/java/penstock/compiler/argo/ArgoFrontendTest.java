package penstock.compiler.argo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.compiler.Compilation;
import penstock.compiler.SharedCorpus;
import penstock.compiler.cel.CelEvaluator;
import penstock.compiler.kfp.KfpFrontend;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.Plan;
import penstock.plan.Value;
import penstock.spec.document.Limits;

class ArgoFrontendTest {
    private static final String WORKFLOW =
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {generateName: My_Flow-}
            spec:
              entrypoint: main
              arguments: {parameters: [{name: a, value: 1}, {name: b}, {name: c, default: x}]}
              templates: [{name: main, container: {image: alpine}}]
            """;

    private final ArgoFrontend frontend =
            new ArgoFrontend(Limits.DEFAULT, new KfpFrontend(Limits.DEFAULT, new CelEvaluator()));

    private Plan plan(String document) {
        assertThat(frontend.compile(document)).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) frontend.compile(document)).plan();
    }

    @Test
    void aWorkflowsParametersAreTextsOfItsPlan() {
        Plan plan = plan(WORKFLOW);
        assertThat(plan.pipelineName()).isEqualTo("my-flow");
        assertThat(plan.root().io().parameters().keySet()).containsExactly("a", "b", "c");
        Collection<ParameterInput> inputs = plan.root().io().parameters().values();
        assertThat(inputs)
                .extracting(ParameterInput::defaultValue)
                .containsExactly(new Value.Text("1"), null, new Value.Text("x"));
        assertThat(plan.root().tasks().keySet()).containsExactly("main");
        assertThat(plan.notes()).hasSize(1);
    }

    @Test
    void jsonAndBytesAreAsGood() {
        String json =
                "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\",\"spec\":"
                        + "{\"entrypoint\":\"m\",\"templates\":[{\"name\":\"m\"}]}}";
        assertThat(plan(json).pipelineName()).isEqualTo("workflow");
        assertThat(frontend.compile(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(frontend.compile(json));
    }

    @Test
    void whatIsNoSoundWorkflowIsRefused() {
        for (String bad :
                List.of(
                        WORKFLOW.replace("v1alpha1", "v1"),
                        WORKFLOW.replace("entrypoint: main", "entrypoint: other"),
                        WORKFLOW.replace("entrypoint: main", "x: y"),
                        WORKFLOW.replace("name: b", "name: a"),
                        WORKFLOW.replace("{name: b}", "{}"),
                        WORKFLOW.replace("kind: Workflow", "kind: CronWorkflow"),
                        WORKFLOW + ": : :")) {
            assertThat(frontend.compile(bad)).as(bad).isInstanceOf(Compilation.Refused.class);
        }
    }

    @Test
    void workflowsOfTheCorpusAreTaken() throws IOException {
        int taken = 0;
        for (Path file : SharedCorpus.files("argo")) {
            String text = Files.readString(file);
            boolean compiled = frontend.compile(text) instanceof Compilation.Compiled;
            taken += compiled && text.contains("kind: Workflow\n") ? 1 : 0;
        }
        assertThat(taken).isGreaterThan(150);
    }
}
