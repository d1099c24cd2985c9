package penstock.testkit.simulation;

import java.time.Duration;
import java.util.List;
import penstock.testkit.simulation.witness.History;
import penstock.testkit.simulation.witness.Sighting;
import penstock.testkit.simulation.witness.Watcher;

/**
 * What goes wrong, and when: rarely in some worlds, all the time in others, and most of all in the
 * instant after something that matters.
 */
final class Chaos implements Watcher {

    private static final double IN_A_DELICATE_INSTANT = 4;
    private static final Duration OUTAGE = Duration.ofMinutes(1);

    private final Stage stage;
    private final Disk disk;
    private final Machine machine;
    private final SimulatedWorld world;
    private final double rate;
    private final double trouble;
    private int crashesLeft;
    private boolean delicate;

    Chaos(Stage stage, Disk disk, Machine machine, SimulatedWorld world) {
        this.stage = stage;
        this.disk = disk;
        this.machine = machine;
        this.world = world;
        Dice dice = stage.dice();
        this.rate = dice.pick(List.of(0.0, 0.0005, 0.002, 0.006));
        this.trouble = dice.pick(List.of(0.0, 0.0002, 0.002));
        this.crashesLeft = rate == 0 ? 0 : dice.between(1, 12);
    }

    @Override
    public void see(Sighting sighting, History history) {
        delicate |=
                switch (sighting) {
                    case Sighting.Decided decided -> !decided.decision().effects().isEmpty();
                    case Sighting.OfStore _, Sighting.OfMachine _ -> true;
                    case Sighting.StopAsked _, Sighting.ReleaseAsked _, Sighting.Rang _ -> true;
                    default -> false;
                };
    }

    /** Something has just happened; maybe something else goes wrong now. */
    void strike() {
        Dice dice = stage.dice();
        boolean now =
                dice.chance(rate) || (delicate && dice.chance(rate * IN_A_DELICATE_INSTANT * 50));
        delicate = false;
        if (crashesLeft > 0 && now) {
            crashesLeft--;
            crash(dice.between(1, 20));
        }
        if (disk.health() == Disk.Health.GOOD && dice.chance(trouble)) {
            disk.turn(dice.pick(List.of(Disk.Health.SLOW, Disk.Health.FAILING, Disk.Health.FULL)));
            stage.soon(stage.always(), OUTAGE, () -> disk.turn(Disk.Health.GOOD));
        }
    }

    private void crash(int roll) {
        if (roll <= 2) {
            machine.loseSpawner();
        } else if (roll <= 5) {
            world.losePower();
        } else if (roll <= 8) {
            world.takeOver();
        } else {
            world.killServer();
        }
    }
}
