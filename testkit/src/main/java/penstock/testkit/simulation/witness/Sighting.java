package penstock.testkit.simulation.witness;

import penstock.control.Answer;
import penstock.control.port.AttemptOrder;
import penstock.control.port.CacheEntries.Question;
import penstock.control.port.Journal.Append;
import penstock.control.port.Journal.Creation;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Event;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.plan.Problem;

/** Something that happened in a simulated world. Epochs tell servers apart. */
public sealed interface Sighting {

    /** One line of a log; the same for the same sighting in every JVM. */
    String line();

    /** What the store did. */
    sealed interface OfStore extends Sighting {}

    /** A server became the owner of the store. */
    record EpochTaken(long epoch) implements OfStore {
        @Override
        public String line() {
            return "store: epoch " + epoch;
        }
    }

    /** A run's first batch is durable; its events follow. */
    record Created(RunId run, Creation creation) implements OfStore {
        @Override
        public String line() {
            return "store: " + run + " created";
        }
    }

    /** An event is durable, at that place in its run's journal. */
    record Recorded(RunId run, long sequence, Event event) implements OfStore {
        @Override
        public String line() {
            return "store: " + run + " " + sequence + " " + Lines.of(event);
        }
    }

    /** A batch is durable; its events were seen before. */
    record Committed(Append append) implements OfStore {
        @Override
        public String line() {
            return "store: committed " + append.run() + " by " + append.epoch();
        }
    }

    /** A batch was refused. */
    record Fenced(long epoch, RunId run, String reason) implements OfStore {
        @Override
        public String line() {
            return "store: fenced " + run + " by " + epoch + ": " + reason;
        }
    }

    /** A run was set aside. */
    record Quarantined(RunId run, Problem problem) implements OfStore {
        @Override
        public String line() {
            return "store: quarantined " + run + ": " + problem.message();
        }
    }

    /** What control did. */
    sealed interface OfControl extends Sighting {
        /** Which server. */
        long epoch();
    }

    /** A command was decided; nothing of it is durable yet. */
    record Decided(long epoch, RunState before, Command command, Decision decision)
            implements OfControl {
        /** The run it was about. */
        public RunId run() {
            return before.header().run();
        }

        @Override
        public String line() {
            return epoch
                    + ": "
                    + run()
                    + " decided "
                    + Lines.of(command)
                    + " -> "
                    + decision.events().size()
                    + " events";
        }
    }

    /** Everything due after that version of a run was handed on. */
    record Changed(long epoch, RunId run, long version) implements OfControl {
        @Override
        public String line() {
            return epoch + ": " + run + " is at " + version;
        }
    }

    /** A caller asked something of a run. */
    record Asked(long epoch, RunId run, Command command) implements OfControl {
        @Override
        public String line() {
            return epoch + ": " + run + " asked " + Lines.of(command);
        }
    }

    /** A caller was answered. */
    record Answered(long epoch, RunId run, Command command, Answer answer) implements OfControl {
        @Override
        public String line() {
            return epoch + ": " + run + " answered " + Lines.of(command) + ": " + answer;
        }
    }

    /** An earlier result was looked for. */
    record LookedUp(long epoch, Question question) implements OfControl {
        @Override
        public String line() {
            return epoch + ": look up " + question.run() + "/" + question.path();
        }
    }

    /** The runner was asked to launch or attach. */
    record LaunchAsked(long epoch, AttemptOrder order) implements OfControl {
        @Override
        public String line() {
            return epoch + ": launch " + order.attempt();
        }
    }

    /** The runner was asked to stop an attempt. */
    record StopAsked(long epoch, AttemptId attempt) implements OfControl {
        @Override
        public String line() {
            return epoch + ": stop " + attempt;
        }
    }

    /** The runner was told that it may forget an attempt. */
    record ReleaseAsked(long epoch, AttemptId attempt) implements OfControl {
        @Override
        public String line() {
            return epoch + ": release " + attempt;
        }
    }

    /** The runner reported. */
    record Reported(long epoch, AttemptId attempt, AttemptResult result) implements OfControl {
        @Override
        public String line() {
            return epoch + ": report " + attempt + " " + Lines.of(result);
        }
    }

    /** A timer went off. */
    record Rang(long epoch) implements OfControl {
        @Override
        public String line() {
            return epoch + ": a timer";
        }
    }

    /** What became of an attempt, whoever knows it. */
    sealed interface OfMachine extends Sighting {}

    /** The attempt's one right to run was taken, durably. */
    record Claimed(AttemptId attempt) implements OfMachine {
        @Override
        public String line() {
            return "machine: claimed " + attempt;
        }
    }

    /** User code runs. */
    record Spawned(AttemptId attempt) implements OfMachine {
        @Override
        public String line() {
            return "machine: spawned " + attempt;
        }
    }

    /** Somebody began to end the process, gently. */
    record Signalled(AttemptId attempt) implements OfMachine {
        @Override
        public String line() {
            return "machine: signalled " + attempt;
        }
    }

    /** Nothing of the attempt runs any more, and how it ended is on disk. */
    record Ended(AttemptId attempt, Ending ending) implements OfMachine {
        @Override
        public String line() {
            return "machine: ended " + attempt + " " + ending;
        }
    }

    /** Bytes are durable in the artifact store. */
    record Published(String uri) implements OfMachine {
        @Override
        public String line() {
            return "machine: published " + uri;
        }
    }

    /** What was kept of an attempt is gone. */
    record Removed(AttemptId attempt) implements OfMachine {
        @Override
        public String line() {
            return "machine: removed " + attempt;
        }
    }

    /** A server begins. */
    record ServerStarted(long epoch) implements Sighting {
        @Override
        public String line() {
            return epoch + ": started";
        }
    }

    /** A server is gone from one instant to the next. */
    record ServerDied(long epoch) implements Sighting {
        @Override
        public String line() {
            return epoch + ": died";
        }
    }

    /** Every process of the machine is gone. */
    record MachineDied() implements Sighting {
        @Override
        public String line() {
            return "machine: died";
        }
    }

    /** Anything else worth a line. */
    record Noted(String line) implements Sighting {}

    /** Nothing is left to happen. */
    record Drained(boolean crashed) implements Sighting {
        @Override
        public String line() {
            return "drained";
        }
    }
}
