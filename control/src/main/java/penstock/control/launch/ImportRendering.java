package penstock.control.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.AttemptOrder;
import penstock.engine.RunFacts;
import penstock.plan.Component;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.plan.ValueText;

/** Fills the placeholders of an importer, once: what they bring in is never scanned again. */
public final class ImportRendering {

    private final AttemptOrder order;

    private ImportRendering(AttemptOrder order) {
        this.order = order;
    }

    /** What is to be imported. */
    public record Import(String uri, Value.Struct metadata) {}

    /** Renders an importer; where two metadata keys become equal, the later one counts. */
    public static Import render(AttemptOrder order, Component.Importer importer) {
        ImportRendering rendering = new ImportRendering(order);
        SortedMap<String, Value> metadata = new TreeMap<>();
        importer.metadata()
                .entries()
                .forEach(entry ->
                        metadata.put(rendering.fill(entry.key()), rendering.fill(entry.value())));
        return new Import(rendering.fill(importer.uri()), new Value.Struct(metadata));
    }

    private Value fill(ValueTemplate template) {
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
                    ValueText.plain(order.inputs().parameters().getOrDefault(name, Value.NULL));
            case Template.Constant(var constant) ->
                    RunFacts.text(constant, order.run(), order.attempt().path());
            case Template.InputArtifact _,
                    Template.OutputArtifact _,
                    Template.OutputParameterFile _,
                    Template.ExecutorInput _,
                    Template.ExecutorOutputFile _ ->
                    throw new IllegalStateException(
                            "importer " + order.attempt() + " refers to " + part);
        };
    }
}
