package penstock.control;

import java.util.List;
import penstock.engine.Effect;
import penstock.engine.RunId;
import penstock.engine.RunState;
import penstock.engine.TaskView;

/** Whoever acts on what a loop has made durable. */
interface RunListener {

    /** These effects are due; they may have been due before. */
    void due(RunState state, List<Effect> effects);

    /** The run has a new version: the number of events in its journal. */
    void changed(RunState state, long version);

    /** Task runs changed; {@code touched} has each as the commit left it. */
    void committed(RunState after, List<TaskView> touched);

    /** The run was read back from the journal; what is due follows. */
    void resumed(RunState state);

    /** The run takes no more commands from this server; nothing of it may start. */
    void closed(RunId run);

    /** The loop has nothing more to do for an ended or unknown run. */
    void idle(RunLoop loop);
}
