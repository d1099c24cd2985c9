package penstock.control;

import org.jspecify.annotations.Nullable;
import penstock.control.port.Allotment;
import penstock.control.port.AttemptOrder;
import penstock.engine.RunFacts;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** What comes of a step's machine settings on a certain machine. */
sealed interface Share {

    /**
     * The step can run.
     *
     * @param demand what it takes up while it runs
     */
    record Given(Demand demand, Allotment allotment) implements Share {
        /** Of a step that asks for nothing. */
        static final Given NONE = new Given(Demand.NONE, Allotment.NONE);
    }

    /** It cannot, here. */
    record Refused(Problem problem) implements Share {}

    /** The share of an attempt whose inputs are known. */
    static Share of(AttemptOrder order, Capacity machine) {
        return order.work() instanceof Component.Container container
                ? new Sharing(machine, template -> text(template, order))
                        .share(container.spec().resources())
                : Given.NONE;
    }

    /**
     * Why some step of a plan can never run on a machine, as far as that is known before its
     * inputs; null when there is no such step.
     */
    static @Nullable Problem refusal(Plan plan, Capacity machine) {
        for (String name : plan.components().keySet()) {
            if (plan.component(name) instanceof Component.Container container
                    && new Sharing(machine, Share::constant).share(container.spec().resources())
                            instanceof Refused(Problem problem)) {
                return new Problem(
                        problem.code(),
                        "component '" + name + "': " + problem.message(),
                        problem.hint());
            }
        }
        return null;
    }

    private static String text(Template template, AttemptOrder order) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            switch (part) {
                case Template.Literal(String literal) -> text.append(literal);
                case Template.InputParameter(String name) ->
                        text.append(
                                ValueText.plain(
                                        order.inputs()
                                                .parameters()
                                                .getOrDefault(name, Value.NULL)));
                case Template.Constant(var constant) ->
                        text.append(RunFacts.text(constant, order.run(), order.attempt().path()));
                case Template.InputArtifact _,
                        Template.OutputArtifact _,
                        Template.OutputParameterFile _,
                        Template.ExecutorInput _,
                        Template.ExecutorOutputFile _ ->
                        text.append("{{…}}"); // no amount: refused as it stands
            }
        }
        return text.toString();
    }

    /**
     * The text of a template without placeholders; empty for any other, which is looked at later.
     */
    private static String constant(Template template) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            if (!(part instanceof Template.Literal(String literal))) {
                return "";
            }
            text.append(literal);
        }
        return text.toString();
    }
}
