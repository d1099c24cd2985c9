package penstock.compiler.kfp;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.Task.Loop;
import penstock.plan.Value;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TaskSpec.LoopIterator;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Lowers the loop of a task, and checks that it has items and somebody to hand them to. */
final class LoopLowering {
    private final Diagnostics diagnostics;
    private final ArgumentReports reports;

    LoopLowering(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.reports = new ArgumentReports(diagnostics);
    }

    /**
     * The loop of a task, or null when it has none. {@code component} is null where the document
     * names none that exists.
     */
    @Nullable Loop lower(String task, TaskSpec spec, Components.@Nullable Known component) {
        LoopIterator iterator = spec.iterator();
        if (iterator == null) {
            return null;
        }
        checkItem(task, iterator, component);
        return new Loop(items(task, spec, iterator), iterator.itemInput(), spec.parallelismLimit());
    }

    private Loop.Source items(String task, TaskSpec spec, LoopIterator iterator) {
        return switch (iterator) {
            case LoopIterator.RawItems raw -> new Loop.Raw(rawItems(raw.json()));
            case LoopIterator.ParameterItems(SourceText input, _, _) -> {
                checkList(task, spec, input);
                yield new Loop.FromParameter(input.text());
            }
            case LoopIterator.ArtifactItems(SourceText input, _, _) -> {
                if (!input.text().isEmpty() && !spec.artifacts().containsKey(input.text())) {
                    reports.itemsOfNothing(task, input, spec.artifacts().keySet());
                }
                yield new Loop.FromArtifacts(input.text());
            }
        };
    }

    private void checkItem(
            String task, LoopIterator iterator, Components.@Nullable Known component) {
        String item = iterator.itemInput();
        if (item.isEmpty()) {
            diagnostics.error(
                    DiagnosticCode.MISSING_FIELD,
                    iterator.span(),
                    "the loop '" + task + "' has no 'itemInput'",
                    "say which input of the component receives the item");
        } else if (component != null) {
            Set<String> inputs =
                    iterator instanceof LoopIterator.ArtifactItems
                            ? component.io().artifacts().keySet()
                            : component.io().parameters().keySet();
            if (!inputs.contains(item)) {
                reports.itemForNobody(task, item, iterator.span(), inputs);
            }
        }
    }

    private void checkList(String task, TaskSpec spec, SourceText input) {
        ParameterArgument argument = spec.parameters().get(input.text());
        if (argument == null) {
            if (!input.text().isEmpty()) {
                reports.itemsOfNothing(task, input, spec.parameters().keySet());
            }
        } else if (argument.selector() == null
                && argument.source() instanceof ParameterSource.Constant(Node node)
                && !Constants.hasPlaceholder(node)) {
            checkConstant(task, node);
        }
    }

    private void checkConstant(String task, Node node) {
        switch (JsonValues.of(node)) {
            case Value.Items(List<Value> items) -> bounded(items, node.span());
            case Value.Text(String text) ->
                    bounded(parse(new SourceText(text, node.span())), node.span());
            case Value _ -> reports.noItems(task, node.span(), node.describe());
        }
    }

    private List<Value> rawItems(SourceText json) {
        return bounded(parse(json), json.span());
    }

    private List<Value> bounded(List<Value> items, Span span) {
        if (items.size() > Bounds.ITEMS) {
            reports.tooManyItems(span, items.size());
            return List.of();
        }
        return items;
    }

    private List<Value> parse(SourceText json) {
        return switch (JsonValues.parse(json.text())) {
            case JsonValues.Parsed(Value.Items(List<Value> values)) -> values;
            case JsonValues.Parsed(Value _) -> notAList(json, "it is no list");
            case JsonValues.Malformed(String message) -> notAList(json, message);
        };
    }

    private List<Value> notAList(SourceText json, String why) {
        reports.notAList(json.span(), why);
        return List.of();
    }
}
