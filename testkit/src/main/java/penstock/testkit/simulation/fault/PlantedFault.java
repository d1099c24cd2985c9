package penstock.testkit.simulation.fault;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.testkit.simulation.Flaw;
import penstock.testkit.simulation.SimulatedWorld;
import penstock.testkit.simulation.Wiring;
import penstock.testkit.simulation.WorldFailure;

/**
 * A fault that is planted to see whether it is found.
 *
 * @param name what is done wrongly
 * @param wiring how worlds are wired that have this fault
 */
public record PlantedFault(String name, Wiring wiring) {

    /** All of them. */
    public static List<PlantedFault> all() {
        return Stream.of(inTheWorld(), aroundServers(), inDecisions(), inConstructs(), ofLookUps())
                .flatMap(List::stream)
                .toList();
    }

    /** Of what is looked up among earlier results. */
    private static List<PlantedFault> ofLookUps() {
        return List.of(
                planted("forgets look-ups", new WrongEffects(WrongEffects.Way.FORGETS_LOOK_UPS)),
                planted(
                        "answers with other results",
                        new FlawedParts(Flaw.ANSWERS_WITH_OTHER_RESULTS)),
                planted("ignores lost bytes", new FlawedParts(Flaw.IGNORES_LOST_BYTES)),
                planted("does not wait for the same", new HastySteps()));
    }

    /** Of the store and of the machine. */
    private static List<PlantedFault> inTheWorld() {
        return List.of(
                planted("stores batches in part", new FlawedParts(Flaw.STORES_BATCHES_IN_PART)),
                planted("stores batches twice", new FlawedParts(Flaw.STORES_BATCHES_TWICE)),
                planted(
                        "acknowledges before writing",
                        new FlawedParts(Flaw.ACKNOWLEDGES_BEFORE_WRITING)),
                planted("accepts former owners", new FlawedParts(Flaw.ACCEPTS_FORMER_OWNERS)),
                planted("ignores claims", new FlawedParts(Flaw.IGNORES_CLAIMS)),
                planted("ignores stops", new FlawedParts(Flaw.IGNORES_STOPS)),
                planted("obeys former servers", new FlawedParts(Flaw.OBEYS_FORMER_SERVERS)),
                planted("forgets to tell", new FlawedParts(Flaw.FORGETS_TO_TELL)),
                planted("releases itself", new FlawedParts(Flaw.RELEASES_ITSELF)),
                planted("publishes late", new FlawedParts(Flaw.PUBLISHES_LATE)),
                planted("calls lost failed", new FlawedParts(Flaw.CALLS_LOST_FAILED)));
    }

    /** Of what control works with. */
    private static List<PlantedFault> aroundServers() {
        return List.of(
                planted(
                        "calls failed succeeded",
                        new WrongRunner(WrongRunner.Way.CALLS_FAILED_SUCCEEDED)),
                planted(
                        "calls stopping stopped",
                        new WrongRunner(WrongRunner.Way.CALLS_STOPPING_STOPPED)),
                planted("favours some runs", new WrongRunner(WrongRunner.Way.FAVOURS_SOME_RUNS)),
                planted(
                        "takes more than fits",
                        new WrongServer(WrongServer.Way.TAKES_MORE_THAN_FITS)),
                planted(
                        "counts a device twice",
                        new WrongServer(WrongServer.Way.COUNTS_A_DEVICE_TWICE)),
                planted("overlooks memory", new WrongServer(WrongServer.Way.OVERLOOKS_MEMORY)),
                planted("does not recover", new WrongServer(WrongServer.Way.DOES_NOT_RECOVER)),
                planted("hurries timers", new WrongServer(WrongServer.Way.HURRIES_TIMERS)),
                planted("forgets timers", new WrongEffects(WrongEffects.Way.FORGETS_TIMERS)),
                planted("forgets stops", new WrongEffects(WrongEffects.Way.FORGETS_STOPS)),
                planted("forgets launches", new WrongEffects(WrongEffects.Way.FORGETS_LAUNCHES)),
                planted("launches while deciding", new LaunchesWhileDeciding()));
    }

    /** Of what the engine decides in any run. */
    private static List<PlantedFault> inDecisions() {
        return List.of(
                planted("believes stale reports", WrongCommands::believeStaleReports),
                planted("retries the hopeless", WrongCommands::retryTheHopeless),
                planted("decides without bound", WrongCommands::decideWithoutBound),
                planted("throws sometimes", WrongCommands::throwSometimes),
                planted("retries once too often", WrongEvents::retryOnceTooOften),
                planted("starts tasks early", WrongEvents::startTasksEarly),
                planted("repeats succeeded tasks", WrongEvents::repeatSucceededTasks),
                planted("calls canceled failed", WrongEvents::callCanceledFailed),
                planted("forgives failed children", WrongEvents::forgiveFailedChildren),
                planted("passes other inputs", WrongEvents::passOtherInputs),
                planted("forgets an event", WrongEvents::forgetAnEvent));
    }

    /** Of loops, exit tasks, pauses, deadlines and inherited policies. */
    private static List<PlantedFault> inConstructs() {
        return List.of(
                planted("forgets releases", new WrongEffects(WrongEffects.Way.FORGETS_RELEASES)),
                planted("forgets deadlines", new WrongEffects(WrongEffects.Way.FORGETS_DEADLINES)),
                planted("passes other items", new WrongRunner(WrongRunner.Way.PASSES_OTHER_ITEMS)),
                planted("widens windows", WrongRounds::widenWindows),
                planted("drops iterations", WrongRounds::dropIterations),
                planted("collects nothing", WrongRounds::collectNothing),
                planted("forgives iterations", WrongRounds::forgiveIterations),
                planted("skips exit tasks", WrongRounds::skipExitTasks),
                planted("forgets inherited policies", WrongRounds::forgetInheritedPolicies),
                planted("goes on while paused", WrongPauses::goOnWhilePaused),
                planted("forgets what was due", WrongPauses::forgetWhatWasDue),
                planted("holds nothing before", WrongPauses::holdNothingBefore),
                planted("holds nothing after", WrongPauses::holdNothingAfter),
                planted("stops early", WrongPauses::stopEarly),
                planted("calls timed out canceled", WrongPauses::callTimedOutCanceled));
    }

    private static PlantedFault planted(String name, Wiring wiring) {
        return new PlantedFault(name, wiring);
    }

    private static PlantedFault planted(String name, WrongDecisions.Distortion distortion) {
        return new PlantedFault(name, new WrongDecisions(distortion));
    }

    /**
     * How a fault was found.
     *
     * @param worlds how many it took
     * @param what the broken invariant, or the exception
     */
    public record Found(int worlds, String what) {}

    /** Simulates the worlds from seed 1 on until it is found; null when {@code most} do not do. */
    public @Nullable Found find(int most) {
        for (int seed = 1; seed <= most; seed++) {
            try {
                SimulatedWorld.run(seed, wiring, null);
            } catch (WorldFailure failure) {
                return new Found(seed, failure.what());
            }
        }
        return null;
    }

    /** Every fault with how it was found, as text. */
    public static String table(int most) {
        return all().parallelStream()
                .map(fault -> fault.line(fault.find(most)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** The fault and how it was found, if it was, as a line of text. */
    public String line(@Nullable Found found) {
        return found == null
                ? "%-28s not found".formatted(name)
                : "%-28s after %4d: %s".formatted(name, found.worlds(), found.what());
    }
}
