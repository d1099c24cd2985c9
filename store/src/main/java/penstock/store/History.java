package penstock.store;

import java.util.ArrayList;
import java.util.List;
import penstock.control.port.RunReads.StateChange;
import penstock.engine.Phase;

/** States a run went through as {@code nanos:PHASE } entries, so that a new one is appended. */
final class History {

    private History() {}

    static String entry(long at, Phase phase) {
        return at + ":" + phase.name() + " ";
    }

    static List<StateChange> read(String entries) {
        List<StateChange> changes = new ArrayList<>();
        int start = 0;
        for (int end = entries.indexOf(' '); end >= 0; end = entries.indexOf(' ', start)) {
            int colon = entries.indexOf(':', start);
            long at = Long.parseLong(entries, start, colon, 10);
            Phase phase = Phase.valueOf(entries.substring(colon + 1, end));
            changes.add(new StateChange(Times.instant(at), phase));
            start = end + 1;
        }
        return changes;
    }
}
