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
import penstock.plan.Component.Resources;
import penstock.plan.Plan;
import penstock.plan.Template;
import penstock.testkit.plans.PlanBuilder;

/** Orders for tests. */
final class Orders {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Orders() {}

    /** An order that asks for that much; empty for nothing. */
    static AttemptOrder of(String run, String task, String cpu) {
        Template memory = Template.literal("1Mi");
        return of(
                run,
                task,
                new Resources(Template.literal(cpu), null, memory, null, null, null),
                Inputs.NONE);
    }

    /** An order that asks for that many devices. */
    static AttemptOrder withGpus(String run, String task, String count) {
        Template kind = Template.literal("nvidia.com/gpu");
        return of(
                run,
                task,
                new Resources(null, null, null, null, kind, Template.literal(count)),
                Inputs.NONE);
    }

    /** An order with those settings. */
    static AttemptOrder of(String run, String task, Resources resources, Inputs inputs) {
        Plan plan =
                PlanBuilder.plan("p")
                        .container("step", it -> it.resources(resources))
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
                inputs,
                Collections.emptySortedMap());
    }
}
