package penstock.control;

import java.util.List;
import penstock.engine.Effect;
import penstock.engine.RunState;

/** Whoever acts on what a loop has made durable. */
interface RunListener {

    /** These effects are due; they may have been due before. */
    void due(RunState state, List<Effect> effects);

    /** The run has a new version: the number of events in its journal. */
    void changed(RunState state, long version);

    /** The loop has nothing more to do for an ended run. */
    void idle(RunLoop loop);
}
