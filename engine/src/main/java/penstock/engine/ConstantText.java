package penstock.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.plan.ValueText;

/**
 * Fills the placeholders of a constant, leaf by leaf and once: what a placeholder brings in is
 * never scanned again.
 *
 * @param header where facts about the run come from
 * @param path the task whose constant this is
 * @param parameters the task's inputs that are not constants with placeholders
 */
record ConstantText(RunHeader header, TaskPath path, SortedMap<String, Value> parameters) {

    Value fill(ValueTemplate template) {
        return switch (template) {
            case ValueTemplate.Fixed(Value value) -> value;
            case ValueTemplate.Text(Template text) -> new Value.Text(fill(text));
            case ValueTemplate.Items(List<ValueTemplate> items) -> {
                List<Value> filled = new ArrayList<>(items.size());
                items.forEach(item -> filled.add(fill(item)));
                yield new Value.Items(filled);
            }
            case ValueTemplate.Struct(SortedMap<String, ValueTemplate> fields) -> {
                SortedMap<String, Value> filled = new TreeMap<>();
                for (Map.Entry<String, ValueTemplate> field : fields.entrySet()) {
                    filled.put(field.getKey(), fill(field.getValue()));
                }
                yield new Value.Struct(filled);
            }
        };
    }

    private String fill(Template template) {
        StringBuilder out = new StringBuilder();
        template.parts().forEach(part -> out.append(text(part)));
        return out.toString();
    }

    private String text(Template.Part part) {
        return switch (part) {
            case Template.Literal(String text) -> text;
            case Template.InputParameter(String name) ->
                    ValueText.plain(parameters.getOrDefault(name, Value.NULL));
            case Template.Constant(Template.RunConstant constant) ->
                    RunFacts.text(constant, header, path);
            case Template.InputArtifact _,
                    Template.OutputArtifact _,
                    Template.OutputParameterFile _,
                    Template.ExecutorInput _,
                    Template.ExecutorOutputFile _ ->
                    throw new IllegalStateException(
                            "a constant of task " + path + " refers to " + part);
        };
    }
}
