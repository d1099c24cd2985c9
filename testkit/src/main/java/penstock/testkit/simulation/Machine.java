package penstock.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.testkit.simulation.witness.Ending;
import penstock.testkit.simulation.witness.Sighting;

/**
 * The machine on which steps run: attempt folders, which outlive everything, and the spawner with
 * its processes, which outlive servers. Its rules are those of the process runner's protocol: the
 * claim is taken once, before user code starts; the exit is on disk before anybody is told; a
 * spawner that dies takes its processes along, and what they leave without an exit is lost.
 */
final class Machine {

    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration MESSAGE = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration TOLD_AGAIN = Duration.ofMinutes(1);

    private final Stage stage;
    private final SortedMap<AttemptId, Folder> folders = new TreeMap<>();
    private Life spawner = new Life();
    private final List<SimulatedRunner> servers = new ArrayList<>();
    private long numbers;

    /** What is on disk of an attempt, and what runs of it. */
    private static final class Folder {
        final AttemptId attempt;
        boolean awaited;
        boolean claimed;
        boolean running;
        boolean stopping;
        boolean synced;
        @Nullable Ending ending;

        Folder(AttemptId attempt) {
            this.attempt = attempt;
        }
    }

    Machine(Stage stage) {
        this.stage = stage;
    }

    /** A server connects; those before it are told things, but not obeyed any more. */
    void connect(SimulatedRunner next) {
        servers.removeIf(SimulatedRunner::isOver);
        servers.add(next);
    }

    private boolean obeys(SimulatedRunner asking) {
        boolean newest = !servers.isEmpty() && servers.getLast() == asking;
        return newest || stage.wiring().has(Flaw.OBEYS_FORMER_SERVERS);
    }

    /** Starts an attempt that was never claimed; tells again what is known of any other. */
    void launch(SimulatedRunner asking, AttemptId attempt) {
        if (!obeys(asking)) {
            return;
        }
        Folder folder = folders.computeIfAbsent(attempt, Folder::new);
        boolean again = stage.wiring().has(Flaw.IGNORES_CLAIMS) && folder.ending == null;
        if (folder.ending != null) {
            tell(attempt);
        } else if (folder.claimed && !again) {
            if (folder.running) {
                tell(attempt);
            }
        } else if (!folder.awaited || again) {
            folder.awaited = true;
            stage.soon(spawner, MOMENT, () -> claim(folder));
        }
    }

    private void claim(Folder folder) {
        if (folder.ending == null) {
            folder.claimed = true;
            stage.see(new Sighting.Claimed(folder.attempt));
            stage.soon(spawner, MOMENT, () -> spawn(folder));
        }
    }

    private void spawn(Folder folder) {
        Script script = Script.of(stage.seed(), folder.attempt);
        if (folder.stopping) {
            end(folder, new Ending.Stopped());
        } else if (script.ending() instanceof Ending.Unstartable) {
            end(folder, script.ending());
        } else {
            folder.running = true;
            stage.see(new Sighting.Spawned(folder.attempt));
            tell(folder.attempt);
            if (script.duration() != null) {
                stage.timeline()
                        .plan(spawner, script.duration(), () -> end(folder, script.ending()));
            }
        }
    }

    private void end(Folder folder, Ending ending) {
        if (folder.ending == null) {
            folder.running = false;
            folder.ending = ending;
            folder.synced = stage.dice().chance(0.7);
            stage.see(new Sighting.Ended(folder.attempt, ending));
            tell(folder.attempt);
        }
    }

    /** Ends an attempt; one that was never claimed never starts. */
    void stop(SimulatedRunner asking, AttemptId attempt) {
        if (!obeys(asking) || stage.wiring().has(Flaw.IGNORES_STOPS)) {
            return;
        }
        Folder folder = folders.computeIfAbsent(attempt, Folder::new);
        if (folder.running) {
            stage.see(new Sighting.Signalled(attempt));
            stage.soon(spawner, GRACE, () -> end(folder, new Ending.Stopped()));
        } else if (folder.claimed) {
            folder.stopping = true;
        } else {
            folder.claimed = true;
            stage.see(new Sighting.Claimed(attempt));
            end(folder, new Ending.Stopped());
        }
    }

    /** Forgets an attempt. */
    void release(SimulatedRunner asking, AttemptId attempt) {
        if (obeys(asking) && folders.remove(attempt) != null) {
            stage.see(new Sighting.Removed(attempt));
        }
    }

    /** How an attempt ended; null while it has not, or when it is forgotten. */
    @Nullable Ending ending(AttemptId attempt) {
        Folder folder = folders.get(attempt);
        return folder == null ? null : folder.ending;
    }

    /** Makes bytes durable. */
    void publish(String uri) {
        stage.see(new Sighting.Published(uri));
    }

    /** A number for an artifact. */
    long number() {
        return ++numbers;
    }

    /** The spawner dies and a new one takes its place. */
    void loseSpawner() {
        stage.see(new Sighting.Noted("machine: spawner died"));
        buryProcesses("the spawner died");
        servers.forEach(SimulatedRunner::reconnect);
    }

    /** The power goes: processes, the server, and every exit that was not synced. */
    void losePower() {
        stage.see(new Sighting.MachineDied());
        servers.clear();
        buryProcesses("the machine died");
        for (Folder folder : new ArrayList<>(folders.values())) {
            if (folder.ending != null && !folder.synced) {
                folder.ending = null;
                end(folder, new Ending.Lost("the machine died"));
            }
        }
    }

    private void buryProcesses(String why) {
        spawner.end();
        spawner = new Life();
        for (Folder folder : new ArrayList<>(folders.values())) {
            folder.awaited = false;
            if (folder.claimed && folder.ending == null) {
                end(folder, new Ending.Lost(why));
            }
        }
    }

    /** Tells the server what is known of an attempt: maybe late, twice, or lost and told later. */
    private void tell(AttemptId attempt) {
        if (stage.dice().chance(0.05)) {
            if (!stage.wiring().has(Flaw.FORGETS_TO_TELL)) {
                stage.soon(spawner, TOLD_AGAIN, () -> deliver(attempt));
            }
            return;
        }
        stage.soon(spawner, MESSAGE, () -> deliver(attempt));
        if (stage.dice().chance(0.05)) {
            stage.soon(spawner, TOLD_AGAIN, () -> deliver(attempt));
        }
    }

    private void deliver(AttemptId attempt) {
        Folder folder = folders.get(attempt);
        if (folder == null) {
            return;
        }
        for (SimulatedRunner server : servers) {
            if (folder.ending != null) {
                server.ended(attempt);
            } else if (folder.running) {
                server.started(attempt);
            }
        }
    }
}
