package penstock.control;

import java.time.Instant;
import java.util.Collections;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.testkit.plans.PlanBuilder;

/** Orders for tests. */
final class Orders {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Orders() {}

    /** An order that asks for that much; empty for nothing. */
    static AttemptOrder of(String run, String task, String cpu) {
        Plan plan =
                PlanBuilder.plan("p")
                        .container("step", it -> it.requests(cpu, "1Mi"))
                        .root(it -> {})
                        .build();
        RunId id = new RunId(run);
        return new AttemptOrder(
                new AttemptId(id, TaskPath.ROOT.child(task), 1, 1),
                new Lease("host", 1),
                new RunHeader(id, run, run, "minio://b", NOW, NOW, Collections.emptySortedMap()),
                "p",
                "minio://b/p/" + run + "/" + task,
                (Component.Container) plan.component("step"),
                Inputs.NONE,
                Collections.emptySortedMap());
    }
}
