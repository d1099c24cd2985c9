package penstock.control.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.engine.RunFacts;
import penstock.plan.Argument;
import penstock.plan.Artifact;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** Fills the placeholders of an order's image and command. */
public final class Rendering {

    private final AttemptOrder order;
    private final Places places;
    private final Value.Struct executorInput;

    private Rendering(AttemptOrder order, Places places) {
        this.order = order;
        this.places = places;
        this.executorInput = ExecutorInput.of(order, places);
    }

    /**
     * A command ready to run.
     *
     * @param argv command and arguments; empty when the document names neither
     * @param executorInput the JSON that {@code {{$}}} stands for
     */
    public record Rendered(String image, List<String> argv, String executorInput) {
        public Rendered {
            argv = List.copyOf(argv);
        }
    }

    /** Renders {@code order} for a program that finds things at {@code places}. */
    public static Rendered render(AttemptOrder order, Places places) {
        Rendering rendering = new Rendering(order, places);
        List<String> argv = new ArrayList<>();
        order.container().spec().command().forEach(part -> rendering.addWords(part, argv));
        order.container().spec().args().forEach(part -> rendering.addWords(part, argv));
        return new Rendered(
                rendering.fill(order.container().spec().image()),
                argv,
                ValueText.json(rendering.executorInput));
    }

    private void addWords(Argument argument, List<String> words) {
        switch (argument) {
            case Argument.Word(Template template) -> words.add(fill(template));
            case Argument.Concat(List<Argument> items) -> {
                List<String> parts = new ArrayList<>();
                items.forEach(item -> addWords(item, parts));
                words.add(String.join("", parts));
            }
            case Argument.IfPresent(String input, var then, var otherwise) -> {
                List<Argument> chosen = isPresent(input) ? then : otherwise;
                chosen.forEach(item -> addWords(item, words));
            }
        }
    }

    private boolean isPresent(String input) {
        Value value = order.inputs().parameters().getOrDefault(input, Value.NULL);
        return !(value instanceof Value.Null)
                || !order.inputs().artifacts().getOrDefault(input, List.of()).isEmpty();
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
            case Template.InputArtifact(String name, Facet facet) -> input(name, facet);
            case Template.OutputArtifact(String name, Facet facet) -> output(name, facet);
            case Template.OutputParameterFile(String name) -> places.outputParameterFile(name);
            case Template.ExecutorInput() -> ValueText.json(executorInput);
            case Template.ExecutorOutputFile() -> places.executorOutputFile();
            case Template.Constant(var constant) ->
                    RunFacts.text(constant, order.run(), order.attempt().path());
        };
    }

    private String input(String name, Facet facet) {
        List<Artifact> artifacts = order.inputs().artifacts().getOrDefault(name, List.of());
        if (facet instanceof Facet.All) {
            return ValueText.json(ExecutorInput.artifacts(artifacts, places));
        }
        if (artifacts.isEmpty()) {
            return "";
        }
        Artifact first = artifacts.getFirst();
        return facet instanceof Facet.Path
                ? places.visiblePath(first)
                : facet(facet, first.uri(), first.metadata());
    }

    private String output(String name, Facet facet) {
        String uri = OutputUris.of(order, name);
        var declared = order.io().outputArtifacts().get(name);
        Value.Struct metadata = declared == null ? Value.EMPTY_STRUCT : declared.metadata();
        return facet(facet, uri, metadata);
    }

    private String facet(Facet facet, String uri, Value.Struct metadata) {
        return switch (facet) {
            case Facet.Uri() -> places.visibleUri(uri);
            case Facet.Path() -> places.visiblePath(uri);
            case Facet.Metadata(String key) -> metadata(metadata, key);
            case Facet.All() -> ValueText.json(allOf(uri, metadata));
        };
    }

    private Value.Items allOf(String uri, Value.Struct metadata) {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("uri", new Value.Text(places.visibleUri(uri)));
        fields.put("metadata", metadata);
        return new Value.Items(List.of(new Value.Struct(fields)));
    }

    private static String metadata(Value.Struct metadata, @Nullable String key) {
        return key == null
                ? ValueText.json(metadata)
                : ValueText.plain(metadata.fields().getOrDefault(key, Value.NULL));
    }
}
