package penstock.testkit;

import java.util.List;
import java.util.function.Consumer;
import penstock.testkit.simulation.SimulatedWorld;
import penstock.testkit.simulation.Wiring;
import penstock.testkit.simulation.WorldFailure;

/** Simulates worlds from the command line; see {@code ./dev sim}. */
public final class Simulate {
    private Simulate() {}

    /** Arguments: a count of worlds, or seeds beginning with 0x. */
    public static void main(String... args) {
        int count = args.length == 0 ? 1000 : Integer.decode(args[0]);
        long t = System.nanoTime();
        long steps = 0;
        long events = 0;
        int bad = 0;
        for (long seed :
                args.length > 0 && args[0].startsWith("0x")
                        ? List.of(Long.decode(args[0]))
                        : SimulatedWorld.seeds(count)) {
            try {
                Consumer<String> log = args.length > 1 ? System.out::println : null;
                var report = SimulatedWorld.run(seed, Wiring.RIGHT, log);
                steps += report.steps();
                events += report.events();
            } catch (WorldFailure failure) {
                bad++;
                String.valueOf(failure.getMessage())
                        .lines()
                        .limit(bad > 3 ? 1 : 200)
                        .forEach(System.out::println);
                Throwable cause = failure.getCause();
                if (cause instanceof RuntimeException) cause.printStackTrace();
                if (bad > 15) break;
            }
        }
        System.out.println(
                steps
                        + " steps "
                        + events
                        + " events "
                        + (System.nanoTime() - t) / 1000000
                        + " ms");
    }
}
