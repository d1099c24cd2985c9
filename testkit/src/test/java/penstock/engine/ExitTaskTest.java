package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.testkit.plans.PlanBuilder;

/** Tasks that run whatever happened, and what they learn of it. */
class ExitTaskTest {

    /** A loop, and an exit task that is told how it ended and takes what it gave. */
    private static Story guarded() {
        return Story.of(
                        PlanBuilder.plan("p")
                                .container(
                                        "step", it -> it.output("n", ParameterType.NUMBER_INTEGER))
                                .container(
                                        "exit",
                                        it ->
                                                it.input("status", ParameterType.STRUCT)
                                                        .input(
                                                                "all",
                                                                ParameterType.LIST,
                                                                new Value.Items(List.of())))
                                .root(it ->
                                        it.task(
                                                        "body",
                                                        "step",
                                                        t -> t.forEach("i", List.of(Value.NULL)))
                                                .task(
                                                        "exit",
                                                        "exit",
                                                        t ->
                                                                t.statusOf("status", "body")
                                                                        .from("all", "body", "n")
                                                                        .whateverHappened())))
                .start();
    }

    @Test
    void aRunWithAFailureFailsThoughItsExitTaskSucceeds() {
        Story story =
                guarded()
                        .failed("body[0]")
                        .then(
                                "AttemptFailed body[0]#1.1",
                                "TaskFailed body[0]",
                                "TaskFailed body",
                                "TaskReady exit",
                                "AttemptScheduled exit#1.1");
        assertThat(story.inputsOf("exit")).containsEntry("all", new Value.Items(List.of()));
        assertThat(status(story, "state")).isEqualTo(new Value.Text("FAILED"));
        assertThat(status(story, "pipelineTaskName")).isEqualTo(new Value.Text("body"));

        story.succeeded("exit").then("AttemptSucceeded exit#1.1", "RunFinished FAILED");
    }

    @Test
    void anExitTaskTakesWhatIsThereAndCanFailTheRun() {
        Story story = guarded().gave("body[0]", "n", new Value.Int(7));
        assertThat(story.inputsOf("exit"))
                .containsEntry("all", new Value.Items(List.of(new Value.Int(7))));
        assertThat(status(story, "state")).isEqualTo(new Value.Text("COMPLETE"));

        story.failed("exit")
                .then("AttemptFailed exit#1.1", "TaskFailed exit", "RunFinished FAILED");
    }

    private static Value status(Story story, String field) {
        Value status = story.inputsOf("exit").get("status");
        return status instanceof Value.Struct struct
                ? struct.fields().getOrDefault(field, Value.NULL)
                : new Value.Struct(new TreeMap<>());
    }

    @Test
    void anExitTaskDoesNotRunWhenTheRunIsCancelled() {
        guarded()
                .cancel()
                .stopped("body[0]")
                .then(
                        "AttemptStopped body[0]#1.1",
                        "TaskCanceled body[0]",
                        "TaskCanceled body",
                        "RunFinished CANCELED");
    }

    @Test
    void whatFollowsAnExitTaskMindsHowItEnded() {
        Story.of(root ->
                        root.task("a", "step")
                                .task("exit", "step", it -> it.after("a").whateverHappened())
                                .task("last", "step", it -> it.after("exit")))
                .start()
                .failed("a")
                .succeeded("exit")
                .then("AttemptSucceeded exit#1.1", "TaskReady last", "AttemptScheduled last#1.1")
                .succeeded("last")
                .then("AttemptSucceeded last#1.1", "RunFinished FAILED");
    }
}
