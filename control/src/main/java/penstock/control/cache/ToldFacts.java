package penstock.control.cache;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.plan.Argument;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Template;
import penstock.plan.Template.RunConstant;
import penstock.plan.ValueTemplate;

/** Which facts about its run or task a program is told by placeholders. */
public final class ToldFacts {

    /** Those that are the same in every run of a pipeline. */
    private static final Set<RunConstant> LASTING =
            EnumSet.of(
                    RunConstant.PIPELINE_TASK_NAME,
                    RunConstant.PIPELINE_ROOT,
                    RunConstant.WORKSPACE_PATH);

    private final SortedSet<RunConstant> told = new TreeSet<>();

    private ToldFacts() {}

    /** Names of the facts in an image or command that differ between runs. */
    public static List<String> of(ContainerSpec spec) {
        return passing(all(spec));
    }

    /** Names of the facts in a constant that differ between runs. */
    public static List<String> of(ValueTemplate constant) {
        ToldFacts facts = new ToldFacts();
        facts.read(constant);
        return passing(facts.told);
    }

    private static List<String> passing(SortedSet<RunConstant> told) {
        return told.stream().filter(fact -> !LASTING.contains(fact)).map(Enum::name).toList();
    }

    static SortedSet<RunConstant> all(ContainerSpec spec) {
        ToldFacts facts = new ToldFacts();
        facts.read(spec.image());
        spec.command().forEach(facts::read);
        spec.args().forEach(facts::read);
        return facts.told;
    }

    private void read(Argument argument) {
        switch (argument) {
            case Argument.Word(Template template) -> read(template);
            case Argument.Concat(List<Argument> items) -> items.forEach(this::read);
            case Argument.IfPresent(var _, var then, var otherwise) -> {
                then.forEach(this::read);
                otherwise.forEach(this::read);
            }
        }
    }

    private void read(ValueTemplate template) {
        switch (template) {
            case ValueTemplate.Fixed _ -> {}
            case ValueTemplate.Text(Template text) -> read(text);
            case ValueTemplate.Items(List<ValueTemplate> items) -> items.forEach(this::read);
            case ValueTemplate.Struct(var fields) -> fields.values().forEach(this::read);
        }
    }

    private void read(Template template) {
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Constant(RunConstant constant)) {
                told.add(constant);
            }
        }
    }
}
