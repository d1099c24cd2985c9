package penstock.testkit.simulation.invariant;

import java.time.Instant;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.control.Answer;
import penstock.engine.Command;
import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Invariant;
import penstock.testkit.simulation.witness.Sighting;

/**
 * Whoever is told "accepted" finds it durable; whoever is told "refused" finds that nothing
 * happened. Requests are recognised by their time.
 */
final class AnswersAreTrue implements Invariant {

    private record Request(RunId run, Instant at) {}

    private static final Comparator<Request> ORDER =
            Comparator.comparing(Request::run).thenComparing(Request::at);

    private final SortedSet<Request> carriedOut = new TreeSet<>(ORDER);
    private final SortedSet<RunId> canceled = new TreeSet<>();
    private final SortedSet<RunId> paused = new TreeSet<>();

    @Override
    public void see(Sighting sighting, History history) {
        switch (sighting) {
            case Sighting.Recorded(RunId run, long _, Event.CancelRequested event) -> {
                carriedOut.add(new Request(run, event.at()));
                canceled.add(run);
            }
            case Sighting.Recorded(RunId run, long _, Event.RunRetried event) ->
                    carriedOut.add(new Request(run, event.at()));
            case Sighting.Recorded(RunId run, long _, Event.RunTimedOut _) -> canceled.add(run);
            case Sighting.Recorded(RunId run, long _, Event.RunPaused _) -> paused.add(run);
            case Sighting.Recorded(RunId run, long _, Event.TaskResumed event) ->
                    carriedOut.add(new Request(run, event.at()));
            case Sighting.Answered answered -> check(answered, history);
            default -> {}
        }
    }

    private void check(Sighting.Answered answered, History history) {
        RunId run = answered.run();
        Request request = new Request(run, answered.command().at());
        boolean durable =
                switch (answered.command()) {
                    case Command.StartRun _ -> history.run(run) != null;
                    case Command.CancelRun _ -> canceled.contains(run);
                    case Command.RetryRun _ -> carriedOut.contains(request);
                    case Command.PauseRun _ -> paused.contains(run);
                    case Command.ResumeTask _ -> carriedOut.contains(request);
                    case Command.ReportAttempt _,
                            Command.FireTimer _,
                            Command.FireDeadline _,
                            Command.ResumeRun _,
                            Command.AnswerLookUp _,
                            Command.Continue _ ->
                            true;
                };
        if (answered.answer() instanceof Answer.Accepted && !durable) {
            throw broken(answered.line() + ", but it is not durable");
        }
        if (answered.answer() instanceof Answer.Refused && carriedOut.contains(request)) {
            throw broken(answered.line() + ", but it was carried out");
        }
    }
}
