package penstock.testkit;

import java.util.Locale;
import penstock.testkit.simulation.SimulatedWorld;
import penstock.testkit.simulation.Wiring;
import penstock.testkit.simulation.WorldFailure;
import penstock.testkit.simulation.fault.PlantedFault;

/** Simulates worlds from the command line; see {@code ./dev sim}. */
public final class Simulate {

    private static final int WORLDS = 1_000;
    private static final int WORLDS_FOR_FAULTS = 500;

    private Simulate() {}

    /**
     * Exits with 1 when an invariant does not hold, after saying which, in which world, and what
     * happened last.
     *
     * @param args a seed as it was printed, with 0x: everything that happens there is written; or a
     *     count: the figures of that many worlds; or {@code faults}: how soon planted faults are
     *     found; nothing stands for {@value #WORLDS}
     */
    public static void main(String... args) {
        String what =
                args.length == 0 ? Integer.toString(WORLDS) : args[0].toLowerCase(Locale.ROOT);
        try {
            if (what.startsWith("0x")) {
                SimulatedWorld.run(Long.decode(what), Wiring.RIGHT, System.out::println);
            } else if (what.equals("faults")) {
                System.out.println(PlantedFault.table(WORLDS_FOR_FAULTS));
            } else {
                System.out.println(SimulatedWorld.runMany(Integer.parseInt(what)).text());
            }
        } catch (WorldFailure failure) {
            System.out.println(failure.getMessage());
            System.exit(1);
        } catch (NumberFormatException notANumber) {
            System.err.println(
                    "sim: '" + what + "' (expected: a seed as 0x2a, a count, or faults)");
            System.exit(2);
        }
    }
}
