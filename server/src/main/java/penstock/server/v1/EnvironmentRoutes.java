package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import penstock.control.PipelineService;
import penstock.plan.Plan;
import penstock.runner.python.Environment;
import penstock.runner.python.EnvironmentOutcome;
import penstock.runner.python.Environments;
import penstock.runner.python.WarmUp;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Fields;
import penstock.server.json.Json;
import penstock.server.json.Times;

/** Python environments: list, build ahead, resolve anew, remove. */
public final class EnvironmentRoutes {

    private static final String ENVIRONMENTS = "/apis/penstock/v1/environments";

    private final Environments environments;
    private final WarmUp warmUp;
    private final PipelineService pipelines;

    /** Routes that work on {@code environments}. */
    public EnvironmentRoutes(Environments environments, WarmUp warmUp, PipelineService pipelines) {
        this.environments = environments;
        this.warmUp = warmUp;
        this.pipelines = pipelines;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.of("GET", ENVIRONMENTS, _ -> answer(environments.list(), "")),
                Route.of("POST", ENVIRONMENTS + ":warm", this::warm),
                Route.of("POST", ENVIRONMENTS + ":prune", this::prune),
                Route.of("POST", ENVIRONMENTS + "/{key}:refresh", this::refresh));
    }

    private Answer warm(Call call) {
        Fields body = Json.message(call.body().read(Json.MAX_BYTES), "Warm");
        String document = body.text("document");
        body.end();
        Plan plan = Outcomes.done(pipelines.compile(document));
        Set<Environment> ready = new LinkedHashSet<>();
        try {
            for (EnvironmentOutcome outcome : warmUp.warm(plan, _ -> {}).values()) {
                ready.add(orRefuse(outcome));
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        String remark = ready.isEmpty() ? "no step of this pipeline needs an environment" : "";
        return answer(new ArrayList<>(ready), remark);
    }

    private Answer refresh(Call call) {
        try {
            EnvironmentOutcome outcome = environments.refresh(call.variable("key"), _ -> {});
            return answer(List.of(orRefuse(outcome)), "");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private Answer prune(Call call) {
        Fields body = Json.message(call.body().read(Json.MAX_BYTES), "Prune");
        Long bytes = body.number("max_bytes");
        body.end();
        if (bytes != null && bytes < 0) {
            throw Refusal.invalid("max_bytes " + bytes + " (expected: 0 or more)");
        }
        try {
            List<Environment> removed = environments.prune(bytes == null ? 0 : bytes);
            return answer(removed, removed.size() + " removed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Environment orRefuse(EnvironmentOutcome outcome) {
        return switch (outcome) {
            case EnvironmentOutcome.Ready(Environment environment) -> environment;
            case EnvironmentOutcome.Failed(String message, String remedy) ->
                    throw Refusal.of(
                            Code.INVALID_ARGUMENT, new Refusal.Words(message, remedy, List.of()));
        };
    }

    private static Refusal interrupted() {
        Thread.currentThread().interrupt();
        return Refusal.of(Code.UNAVAILABLE, "the server is stopping");
    }

    private Answer answer(List<Environment> shown, String remark) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("environments");
        for (Environment environment : shown) {
            ObjectNode node = list.addObject();
            node.put("key", environment.key());
            node.put("python", environment.python());
            node.put("interpreter", environment.interpreter().toString());
            node.put("installer", environment.installer());
            node.put("size_bytes", Long.toString(environment.bytes()));
            node.put("built_at", Times.millis(environment.builtAt()));
            node.put("build_ms", environment.took().toMillis());
            node.put("requirements", requirements(environment));
            ArrayNode packages = node.putArray("packages");
            environment.packages().forEach(packages::add);
        }
        if (!remark.isEmpty()) {
            json.put("remark", remark);
        }
        return Json.answer(json);
    }

    private static String requirements(Environment environment) {
        return String.join(
                " ",
                environment.request().groups().stream()
                        .flatMap(group -> group.requirements().stream())
                        .toList());
    }
}
