package penstock.testkit.simulation.invariant;

import java.util.List;
import penstock.control.Capacity;
import penstock.testkit.simulation.witness.Invariant;

/** All laws. */
public final class Invariants {

    private Invariants() {}

    /**
     * Every law, for one world: they remember what they have seen.
     *
     * @param capacity what the machine of that world gives to steps
     */
    public static List<Invariant> all(Capacity capacity) {
        return List.of(
                new FinishedRunRunsNothing(),
                new AttemptsNeverOverlap(),
                new StepsRunOnce(),
                new EndedAttemptsStay(),
                new EndedStatesStay(),
                new SucceededWorkStays(),
                new AttemptsFollowEachOther(),
                new RetriesFollowThePolicy(),
                new TasksWaitForDependencies(),
                new InputsAreWhatProducersGave(),
                new ParentsFollowChildren(),
                new CancelStopsEverything(),
                new LoopsKeepTheirWindow(),
                new PausedRunsStartNothing(),
                new HeldTasksWait(),
                new SkipsHaveReasons(),
                new DeadlinesAreKept(),
                new JournalTellsTheState(),
                new EffectsFollowEvents(),
                new ResultsAreTrue(),
                new BytesBeforeFacts(),
                new TakenResultsAreTrue(),
                new OneOfTheSameRuns(),
                new AnswersAreTrue(),
                new OnlyTheOwnerWrites(),
                new NothingIsSetAside(),
                new DecisionsAreBounded(),
                new CapacityIsKept(capacity),
                new RunsTakeTurns(capacity),
                new EveryAttemptEnds(),
                new EveryRunEnds(),
                new NothingIsKept());
    }
}
