package penstock.compiler.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.Interface;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;
import penstock.plan.ValueText;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/**
 * Lowers the constants that a task passes. Their placeholders may name other arguments of the task
 * and facts about the run; what is known already is filled in here.
 */
final class Constants {
    private final SequencedMap<String, ParameterArgument> siblings;
    private final Interface io;
    private final Diagnostics diagnostics;

    Constants(
            SequencedMap<String, ParameterArgument> siblings,
            Interface io,
            Diagnostics diagnostics) {
        this.siblings = siblings;
        this.io = io;
        this.diagnostics = diagnostics;
    }

    ValueTemplate lower(Node node) {
        return switch (node) {
            case ScalarNode scalar when hasPlaceholder(scalar) -> text(scalar);
            case ScalarNode scalar -> new ValueTemplate.Fixed(JsonValues.of(scalar));
            case ListNode list -> list(list);
            case MapNode map -> struct(map);
        };
    }

    private ValueTemplate list(ListNode list) {
        List<ValueTemplate> items = new ArrayList<>(list.items().size());
        List<Value> fixed = new ArrayList<>();
        for (Node item : list.items()) {
            ValueTemplate lowered = lower(item);
            items.add(lowered);
            if (lowered instanceof ValueTemplate.Fixed(Value value)) {
                fixed.add(value);
            }
        }
        return fixed.size() == items.size()
                ? new ValueTemplate.Fixed(new Value.Items(fixed))
                : new ValueTemplate.Items(items);
    }

    private ValueTemplate struct(MapNode map) {
        TreeMap<String, ValueTemplate> fields = new TreeMap<>();
        TreeMap<String, Value> fixed = new TreeMap<>();
        map.entries()
                .forEach((name, entry) -> {
                    ValueTemplate lowered = lower(entry.value());
                    fields.put(name, lowered);
                    if (lowered instanceof ValueTemplate.Fixed(Value value)) {
                        fixed.put(name, value);
                    }
                });
        return fixed.size() == fields.size()
                ? new ValueTemplate.Fixed(new Value.Struct(fixed))
                : new ValueTemplate.Struct(fields);
    }

    /** Adds the names of the arguments that placeholders in the constant ask for. */
    static void addMentioned(Node node, Set<String> names) {
        switch (node) {
            case ScalarNode scalar when hasPlaceholder(scalar) ->
                    Placeholders.addMentioned(scalar.text(), names);
            case ScalarNode _ -> {}
            case ListNode list -> list.items().forEach(item -> addMentioned(item, names));
            case MapNode map ->
                    map.entries().values().forEach(entry -> addMentioned(entry.value(), names));
        }
    }

    /** Whether {@code text} stands somewhere in the constant. */
    static boolean holds(Node node, String text) {
        return switch (node) {
            case ScalarNode scalar -> scalar.text().contains(text);
            case ListNode list -> list.items().stream().anyMatch(item -> holds(item, text));
            case MapNode map ->
                    map.entries().values().stream().anyMatch(e -> holds(e.value(), text));
        };
    }

    static boolean hasPlaceholder(Node node) {
        return switch (node) {
            case ScalarNode scalar ->
                    scalar.kind() == ScalarNode.Kind.TEXT && Placeholders.mayOccurIn(scalar.text());
            case ListNode list -> list.items().stream().anyMatch(Constants::hasPlaceholder);
            case MapNode map ->
                    map.entries().values().stream().anyMatch(e -> hasPlaceholder(e.value()));
        };
    }

    private ValueTemplate text(ScalarNode scalar) {
        List<Template.Part> parts = new ArrayList<>();
        Placeholders.tokens(scalar.text()).forEach(token -> append(parts, part(token, scalar)));
        boolean fixed = parts.stream().allMatch(Template.Literal.class::isInstance);
        return fixed
                ? new ValueTemplate.Fixed(new Value.Text(literals(parts)))
                : new ValueTemplate.Text(new Template(parts));
    }

    private Template.Part part(Placeholders.Token token, ScalarNode scalar) {
        Template.Part part =
                switch (token.part()) {
                    case Template.InputParameter(String name) -> argument(name, scalar);
                    case Template.Constant constant -> constant;
                    case null, default -> null;
                };
        if (part == null && token.isPlaceholder()) {
            stays(token.source(), scalar);
        }
        return part == null ? new Template.Literal(token.source()) : part;
    }

    /** What stands for another argument; null when there is none of that name. */
    private Template.@Nullable Part argument(String name, ScalarNode scalar) {
        ParameterArgument sibling = siblings.get(name);
        if (sibling == null) {
            return undelivered(name);
        }
        if (!(sibling.source() instanceof ParameterSource.Constant(Node constant))) {
            return new Template.InputParameter(name);
        }
        if (hasPlaceholder(constant)) {
            diagnostics.error(
                    DiagnosticCode.BAD_PLACEHOLDER,
                    scalar.span(),
                    "a constant names the argument '" + name + "', which has placeholders itself",
                    "write the text out in one constant");
        }
        return new Template.Literal(ValueText.plain(JsonValues.of(constant)));
    }

    private Template.@Nullable Part undelivered(String name) {
        ParameterInput declared = io.parameters().get(name);
        if (declared == null) {
            return null;
        }
        Value value = declared.defaultValue();
        return new Template.Literal(value == null ? "" : ValueText.plain(value));
    }

    private void stays(String placeholder, ScalarNode scalar) {
        diagnostics.warning(
                DiagnosticCode.BAD_PLACEHOLDER,
                scalar.span(),
                "placeholder " + Names.shown(placeholder) + " names nothing a constant can hold",
                "it reaches the program as it is written");
    }

    private static void append(List<Template.Part> parts, Template.Part part) {
        boolean joins =
                part instanceof Template.Literal
                        && !parts.isEmpty()
                        && parts.getLast() instanceof Template.Literal;
        parts.add(joins ? new Template.Literal(literals(List.of(parts.removeLast(), part))) : part);
    }

    private static String literals(List<Template.Part> parts) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : parts) {
            if (part instanceof Template.Literal(String literal)) {
                text.append(literal);
            }
        }
        return text.toString();
    }
}
