package penstock.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.Outputs;
import penstock.plan.Artifact;
import penstock.plan.Interface.ArtifactOutput;
import penstock.plan.ParameterType;
import penstock.plan.Value;
import penstock.testkit.simulation.witness.Ending;

/**
 * What an attempt does when it runs: a function of the seed and of the attempt, so that it does not
 * matter when it is asked.
 *
 * @param duration how long it runs; null for until it is stopped
 * @param ending how it ends by itself
 */
record Script(@Nullable Duration duration, Ending ending) {

    /** Tasks whose key begins so run until they are stopped. */
    static final String ENDLESS = "hang";

    private static final List<Duration> TYPICAL =
            List.of(
                    Duration.ofMillis(20),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(3));

    static Script of(long seed, AttemptId attempt) {
        Dice dice = Dice.of(seed, attempt.toString());
        if (attempt.path().key().startsWith(ENDLESS)) {
            return new Script(null, new Ending.Stopped());
        }
        double failures = Dice.of(seed, "failures").pick(List.of(0.0, 0.05, 0.3));
        Duration duration = dice.upTo(dice.pick(TYPICAL));
        if (dice.chance(failures / 5)) {
            return new Script(duration, new Ending.Unstartable());
        }
        int code = dice.chance(failures) ? dice.between(1, 255) : 0;
        return new Script(duration, new Ending.Exited(code));
    }

    /** What the attempt gives when it ends well. */
    static Outputs outputs(AttemptOrder order, LongSupplier numbers) {
        AttemptId attempt = order.attempt();
        SortedMap<String, Value> parameters = new TreeMap<>();
        order.io()
                .outputParameters()
                .forEach((name, type) -> parameters.put(name, value(attempt, type)));
        SortedMap<String, List<Artifact>> artifacts = new TreeMap<>();
        order.io()
                .outputArtifacts()
                .forEach((name, declared) ->
                        artifacts.put(name, artifact(order, name, declared, numbers.getAsLong())));
        return new Outputs(parameters, artifacts);
    }

    private static Value value(AttemptId attempt, ParameterType type) {
        return type == ParameterType.NUMBER_INTEGER
                ? new Value.Int(Math.floorMod(attempt.toString().hashCode(), 100))
                : new Value.Text("made by " + attempt);
    }

    private static List<Artifact> artifact(
            AttemptOrder order, String name, ArtifactOutput declared, long number) {
        String uri = order.outputUris().get(name);
        if (uri == null) {
            throw new IllegalStateException(order.attempt() + " has no address for " + name);
        }
        List<Artifact> artifacts = new ArrayList<>();
        artifacts.add(
                new Artifact(
                        number, name, declared.type(), uri, "sha256:0", 1, declared.metadata()));
        return artifacts;
    }
}
