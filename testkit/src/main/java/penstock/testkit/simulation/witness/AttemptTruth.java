package penstock.testkit.simulation.witness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt as the machine knows it. */
public final class AttemptTruth {

    private boolean claimed;
    private int spawned;
    private boolean running;
    private final List<Ending> endings = new ArrayList<>();

    AttemptTruth() {}

    void fold(Sighting.OfMachine sighting) {
        switch (sighting) {
            case Sighting.Claimed _ -> claimed = true;
            case Sighting.Spawned _ -> {
                spawned++;
                running = true;
            }
            case Sighting.Ended ended -> {
                running = false;
                endings.add(ended.ending());
            }
            case Sighting.Signalled _, Sighting.Published _, Sighting.Removed _ -> {}
        }
    }

    /** Whether its right to run was taken. */
    public boolean claimed() {
        return claimed;
    }

    /** How often user code began. */
    public int spawned() {
        return spawned;
    }

    /** Whether user code runs now. */
    public boolean running() {
        return running;
    }

    /** How it ended; null while it has not, or never began. */
    public @Nullable Ending ending() {
        return endings.isEmpty() ? null : endings.getLast();
    }

    /** Every way in which it ended: a power cut can undo an end that was told already. */
    public List<Ending> endings() {
        return Collections.unmodifiableList(endings);
    }
}
