package penstock.testkit.simulation.witness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.Inputs;
import penstock.plan.Artifact;
import penstock.plan.Task.Loop;
import penstock.plan.Value;

/**
 * What a loop goes over, worked out from its declaration and from what it received.
 *
 * @param input which receives an item
 * @param values when it goes over values, else empty
 * @param artifacts when it goes over artifacts, else empty
 */
public record Rounds(String input, List<Value> values, List<Artifact> artifacts) {

    static Rounds of(Loop loop, Inputs head) {
        return switch (loop.items()) {
            case Loop.Raw(List<Value> values) -> new Rounds(loop.itemInput(), values, List.of());
            case Loop.FromParameter(String input) ->
                    new Rounds(loop.itemInput(), values(head.parameters().get(input)), List.of());
            case Loop.FromArtifacts(String input) ->
                    new Rounds(
                            loop.itemInput(),
                            List.of(),
                            head.artifacts().getOrDefault(input, List.of()));
        };
    }

    /** Simulated lists that travel as text are lists of whole numbers. */
    private static List<Value> values(@Nullable Value value) {
        return switch (value) {
            case Value.Items(List<Value> values) -> values;
            case Value.Text(String text) ->
                    Arrays.stream(text.replaceAll("[^0-9]+", " ").trim().split(" ", -1))
                            .filter(word -> !word.isEmpty())
                            .<Value>map(word -> new Value.Int(Long.parseLong(word)))
                            .toList();
            case null, default -> List.of();
        };
    }

    /** How many iterations there are. */
    public int count() {
        return values.size() + artifacts.size();
    }

    /** What the iteration with that index receives. */
    public Inputs inputs(Inputs head, int index) {
        SortedMap<String, Value> parameters = new TreeMap<>(head.parameters());
        SortedMap<String, List<Artifact>> lists = new TreeMap<>(head.artifacts());
        if (index < values.size()) {
            parameters.put(input, values.get(index));
        } else {
            lists.put(input, new ArrayList<>(artifacts.subList(index, index + 1)));
        }
        return new Inputs(parameters, lists);
    }
}
