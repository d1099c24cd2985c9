package penstock.testkit.simulation.fault;

import java.util.ArrayList;
import java.util.List;
import penstock.control.Decider;
import penstock.engine.AttemptResult;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Event;
import penstock.engine.Lease;
import penstock.engine.RunState;
import penstock.engine.TaskRun;
import penstock.engine.TaskView;
import penstock.engine.Try;

/** Distortions of what the engine is asked. */
final class WrongCommands {

    private WrongCommands() {}

    /** Takes a report for one about the current attempt, whichever it was about. */
    static Decision believeStaleReports(
            Decider engine, Lease lease, RunState state, Command command) {
        if (command instanceof Command.ReportAttempt report) {
            TaskRun task = state.taskRun(report.attempt().path());
            if (task != null && task.current() instanceof Try.Live live) {
                return engine.decide(
                        state,
                        new Command.ReportAttempt(
                                report.at(), live.id(), live.lease(), report.result()));
            }
        }
        return engine.decide(state, command);
    }

    /** Takes every failure for one that may end differently next time. */
    static Decision retryTheHopeless(Decider engine, Lease lease, RunState state, Command command) {
        if (command instanceof Command.ReportAttempt report
                && report.result() instanceof AttemptResult.Failed failed) {
            return engine.decide(
                    state,
                    new Command.ReportAttempt(
                            report.at(),
                            report.attempt(),
                            report.lease(),
                            new AttemptResult.Failed(failed.problem(), failed.exitCode(), true)));
        }
        return engine.decide(state, command);
    }

    /** Goes on until everything is decided. */
    static Decision decideWithoutBound(
            Decider engine, Lease lease, RunState state, Command command) {
        Decision decision = engine.decide(state, command);
        List<Event> events = new ArrayList<>(decision.events());
        List<Effect> effects = new ArrayList<>(decision.effects());
        List<TaskView> touched = new ArrayList<>(decision.touched());
        while (decision.more()) {
            decision = engine.decide(decision.after(), new Command.Continue(command.at()));
            events.addAll(decision.events());
            effects.addAll(decision.effects());
            touched.addAll(decision.touched());
        }
        return new Decision(events, effects, touched, decision.after(), false, decision.rejected());
    }

    /** Has a bug in some case. */
    static Decision throwSometimes(Decider engine, Lease lease, RunState state, Command command) {
        if (command instanceof Command.ReportAttempt report && report.attempt().number() == 3) {
            throw new IllegalStateException("three is too much");
        }
        return engine.decide(state, command);
    }
}
