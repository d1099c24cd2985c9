package penstock.control.rerun;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.cache.Differences;
import penstock.control.cache.Programs;
import penstock.control.cache.ToldFacts;
import penstock.engine.Phase;
import penstock.plan.ArtifactSource;
import penstock.plan.Component;
import penstock.plan.ParameterSource;
import penstock.plan.Task;

/** Why a task cannot keep the result it had. */
final class Reasons {

    private Reasons() {}

    /** Where an input comes from, as far as that can change its value. */
    record Source(@Nullable String task, @Nullable String input, boolean tellsRun) {}

    static Source source(ParameterSource source) {
        return switch (source) {
            case ParameterSource.FromTask(String task, var _) -> new Source(task, null, false);
            case ParameterSource.FinalStatus(String task) -> new Source(task, null, true);
            case ParameterSource.FromScope(String input) -> new Source(null, input, false);
            case ParameterSource.Constant(var template) ->
                    new Source(null, null, !ToldFacts.of(template).isEmpty());
        };
    }

    static Source source(ArtifactSource source) {
        return switch (source) {
            case ArtifactSource.FromTask(String task, var _) -> new Source(task, null, false);
            case ArtifactSource.FromScope(String input) -> new Source(null, input, false);
        };
    }

    static @Nullable String notSucceeded(@Nullable Phase phase) {
        if (phase == null) {
            return "it did not run in the earlier run";
        }
        return phase == Phase.SUCCEEDED ? null : "it ended " + phase + " in the earlier run";
    }

    /** The author says when two results are the same. */
    static boolean isKeptByKey(Task task, Task old) {
        String key = task.cache().key();
        return key != null
                && key.equals(old.cache().key())
                && task.component().equals(old.component());
    }

    static @Nullable String otherProgram(Component.Container before, Component.Container now) {
        Differences differences = Differences.between(Programs.parts(before), Programs.parts(now));
        if (!differences.names().isEmpty()) {
            return "its program differs: " + differences.text();
        }
        List<String> told = ToldFacts.of(now.spec());
        return told.isEmpty() ? null : "it is told facts of the run: " + String.join(", ", told);
    }
}
