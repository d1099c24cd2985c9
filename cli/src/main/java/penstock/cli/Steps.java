package penstock.cli;

import penstock.engine.RunId;
import penstock.engine.TaskPath;

/** Steps as people name them. */
final class Steps {

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private Steps() {}

    /** The id of the step that {@code name}, a path or an id, stands for. */
    static String id(String run, String name) {
        if (name.matches(ID)) {
            return name;
        }
        if (run.isEmpty() || run.length() > 64) {
            throw new CliFailure("run '" + Plain.line(run) + "' (expected: a run's id)", "");
        }
        return new TaskPath(name).idIn(new RunId(run));
    }
}
