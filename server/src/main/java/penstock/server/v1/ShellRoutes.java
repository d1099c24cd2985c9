package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.launch.OutputUris;
import penstock.control.port.Allotment;
import penstock.control.port.AttemptOrder;
import penstock.control.port.RunReads;
import penstock.control.port.RunReads.AttemptRow;
import penstock.control.port.RunReads.RunRow;
import penstock.control.port.RunReads.TaskDetail;
import penstock.engine.AttemptId;
import penstock.engine.Lease;
import penstock.engine.TaskPath;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.runner.StepShells;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Fields;
import penstock.server.json.Json;

/**
 * The surroundings of a step, made once more on this machine. Only the name of a folder is
 * answered, which nobody but the server's own user can open.
 */
public final class ShellRoutes {

    private static final String SHELL = "/apis/penstock/v1/runs/{run_id}/tasks/{task_id}:shell";

    private final RunReads reads;
    private final Lookup lookup;
    private final StepShells shells;

    /** Routes that work on {@code shells}. */
    public ShellRoutes(RunReads reads, StepShells shells) {
        this.reads = reads;
        this.lookup = new Lookup(reads);
        this.shells = shells;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.of("POST", SHELL, this::open));
    }

    private Answer open(Call call) {
        Fields body = Json.message(call.body().read(Json.MAX_BYTES), "Shell");
        Long attempt = body.number("attempt");
        body.end();
        RunRow run = lookup.run(call);
        TaskDetail task = lookup.task(run.header().run(), call);
        AttemptOrder order = order(run, task, attempt(task, attempt));
        try {
            return switch (shells.open(order)) {
                case StepShells.Opening.Refused(Problem problem) ->
                        throw Refusal.of(
                                Code.FAILED_PRECONDITION,
                                new Refusal.Words(problem.message(), problem.hint(), List.of()));
                case StepShells.Opening.Opened opened -> answer(opened);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(Code.UNAVAILABLE, "the server is stopping");
        }
    }

    private AttemptOrder order(RunRow run, TaskDetail task, AttemptRow attempt) {
        Plan plan = reads.plan(run.header().run());
        if (plan == null
                || !(plan.components().get(task.component())
                        instanceof Component.Container container)) {
            throw Refusal.invalid(
                    "'" + task.row().path() + "' runs no program (expected: the path of a step)");
        }
        AttemptId id =
                new AttemptId(
                        run.header().run(),
                        new TaskPath(task.row().path()),
                        attempt.generation(),
                        attempt.number());
        String root = OutputUris.taskRoot(run.header(), plan.pipelineName(), id);
        return new AttemptOrder(
                id,
                new Lease("shell", 0),
                run.header(),
                plan.pipelineName(),
                root,
                container,
                task.inputs(),
                OutputUris.all(container.io(), root),
                plan.settings().workspace(),
                Allotment.NONE);
    }

    private static AttemptRow attempt(TaskDetail task, @Nullable Long number) {
        for (AttemptRow attempt : task.attempts().reversed()) {
            if (number == null || attempt.number() == number) {
                return attempt;
            }
        }
        throw number == null
                ? Refusal.invalid("'" + task.row().path() + "' was never started")
                : Refusal.notFound("Attempt", Long.toString(number));
    }

    private static Answer answer(StepShells.Opening.Opened opened) {
        Path folder = opened.folder();
        ObjectNode json = Json.object();
        json.put("folder", folder.toString());
        json.put("proof_file", folder.resolve(StepShells.PROOF).toString());
        json.put("proof", opened.proof());
        ArrayNode command = json.putArray("command");
        opened.command().forEach(command::add);
        ArrayNode notes = json.putArray("notes");
        opened.notes().forEach(notes::add);
        return Json.answer(json);
    }
}
