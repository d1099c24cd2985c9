package penstock.control.rerun;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import penstock.control.rerun.RerunPreview.Action;
import penstock.control.rerun.RerunPreview.Entry;
import penstock.engine.RunCaching;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.Task;
import penstock.plan.Value;

/** Foretells which tasks of a plan take over their results from an earlier run. */
public final class Forecast {

    private final EarlierRun earlier;
    private final Plan plan;
    private final RunCaching.Reuse reuse;
    private final SortedSet<String> chosen;
    private final List<Entry> entries = new ArrayList<>();

    private Forecast(EarlierRun earlier, Plan plan, SortedSet<String> chosen) {
        this.earlier = earlier;
        this.plan = plan;
        this.chosen = chosen;
        List<TaskPath> paths = chosen.stream().map(TaskPath::new).toList();
        this.reuse = new RunCaching.Reuse(new RunId("-"), Downstream.of(plan, paths));
    }

    /**
     * What a run of {@code plan} with {@code parameters} would do.
     *
     * @param chosen declared paths of tasks that run anew
     */
    public static RerunPreview of(
            EarlierRun earlier,
            Plan plan,
            SortedMap<String, Value> parameters,
            SortedSet<String> chosen) {
        Forecast forecast = new Forecast(earlier, plan, chosen);
        Scope root = forecast.new Scope(TaskPath.ROOT, plan.root(), earlier.plan().root());
        root.changed.addAll(forecast.changedParameters(parameters));
        root.walk();
        forecast.removed(TaskPath.ROOT, earlier.plan().root());
        return new RerunPreview(forecast.entries);
    }

    private SortedSet<String> changedParameters(SortedMap<String, Value> parameters) {
        SortedSet<String> changed = new TreeSet<>();
        for (String name : plan.root().io().parameters().keySet()) {
            Value now = given(plan, parameters, name);
            if (!Objects.equals(now, given(earlier.plan(), earlier.parameters(), name))) {
                changed.add(name);
            }
        }
        return changed;
    }

    private static @Nullable Value given(
            Plan plan, SortedMap<String, Value> parameters, String name) {
        var declared = plan.root().io().parameters().get(name);
        Value fallback = declared == null ? null : declared.defaultValue();
        Value given = parameters.get(name);
        return given == null ? fallback : given;
    }

    private void removed(TaskPath path, Component.Scope scope) {
        for (Task task : scope.tasks().values()) {
            TaskPath at = path.child(task.key());
            if (plan.taskAt(at.keys()) == null) {
                String reason = "this version of the pipeline does not have it";
                entries.add(new Entry(at.value(), task.displayName(), Action.REMOVED, reason));
            } else if (earlier.plan().component(task.component()) instanceof Component.Scope in) {
                removed(at, in);
            }
        }
    }

    /** One scope of the plan, beside the one at the same path of the earlier plan. */
    private final class Scope {
        private final TaskPath path;
        private final Component.Scope now;
        private final Component.@Nullable Scope before;

        /** Inputs of the scope whose values differ, or may. */
        private final SortedSet<String> changed = new TreeSet<>();

        /** Tasks some of which run, by key; null for one that is being looked at. */
        private final SortedMap<String, Boolean> runs = new TreeMap<>();

        Scope(TaskPath path, Component.Scope now, Component.@Nullable Scope before) {
            this.path = path;
            this.now = now;
            this.before = before;
        }

        boolean walk() {
            boolean any = false;
            for (String key : now.tasks().keySet()) {
                any |= runs(key);
            }
            return any;
        }

        /** Whether something of the task runs; producers are looked at first. */
        private boolean runs(String key) {
            Boolean known = runs.get(key);
            if (known != null) {
                return known;
            }
            Task task = Objects.requireNonNull(now.tasks().get(key));
            task.dependencies().forEach(this::runs);
            boolean result = look(task);
            runs.put(key, result);
            return result;
        }

        private boolean look(Task task) {
            TaskPath at = path.child(task.key());
            Task old = before == null ? null : before.tasks().get(task.key());
            return switch (plan.component(task.component())) {
                case Component.Scope inner -> {
                    Scope inside = new Scope(at, inner, scopeOf(old));
                    inside.changed.addAll(changedInputs(task, old).keySet());
                    yield inside.walk();
                }
                case Component.Leaf leaf -> {
                    String why = whyRuns(at, task, old, leaf);
                    Action action = why == null ? Action.REUSE : Action.RUN;
                    String reason = why == null ? "same program and inputs" : why;
                    entries.add(new Entry(at.value(), task.displayName(), action, reason));
                    yield why != null;
                }
            };
        }

        private Component.@Nullable Scope scopeOf(@Nullable Task old) {
            return old != null
                            && earlier.plan().component(old.component())
                                    instanceof Component.Scope scope
                    ? scope
                    : null;
        }

        private @Nullable String whyRuns(
                TaskPath at, Task task, @Nullable Task old, Component.Leaf leaf) {
            if (reuse.isFresh(at)) {
                return chosen.contains(at.value()) ? "chosen" : "a chosen step comes before it";
            }
            if (!(leaf instanceof Component.Container container)) {
                return "imports and volumes are always done anew";
            }
            if (old == null
                    || !(earlier.plan().component(old.component())
                            instanceof Component.Container known)) {
                return "the earlier run has no such step";
            }
            String unfinished = Reasons.notSucceeded(earlier.phases().get(at.value()));
            if (unfinished != null) {
                return unfinished;
            }
            if (Reasons.isKeptByKey(task, old)) {
                return null;
            }
            String other = Reasons.otherProgram(known, container);
            SortedMap<String, String> inputs = changedInputs(task, old);
            return other != null || inputs.isEmpty() ? other : inputs.get(inputs.firstKey());
        }

        /** Inputs that differ or may, each with why. */
        private SortedMap<String, String> changedInputs(Task task, @Nullable Task old) {
            SortedMap<String, String> found = new TreeMap<>();
            for (Map.Entry<String, Task.ParameterArgument> input : task.parameters().entrySet()) {
                String name = input.getKey();
                Task.ParameterArgument known = old == null ? null : old.parameters().get(name);
                Reasons.Source source = Reasons.source(input.getValue().source());
                note(found, name, source, input.getValue().equals(known));
            }
            task.artifacts()
                    .forEach((name, argument) -> {
                        boolean same = old != null && argument.equals(old.artifacts().get(name));
                        note(found, name, Reasons.source(argument), same);
                    });
            if (old != null && !Objects.equals(task.loop(), old.loop())) {
                String item = task.loop() == null ? "" : task.loop().itemInput();
                found.put(item, "the items of its loop differ");
            }
            return found;
        }

        private void note(
                SortedMap<String, String> found, String name, Reasons.Source source, boolean same) {
            if (!same) {
                found.put(name, "its input '" + name + "' is given otherwise");
            } else if (source.task() != null && runs(source.task())) {
                found.put(
                        name,
                        "its input '" + name + "' comes from '" + source.task() + "', which runs");
            } else if (source.input() != null && changed.contains(source.input())) {
                found.put(name, "its input '" + name + "' changes");
            } else if (source.tellsRun()) {
                found.put(name, "its input '" + name + "' tells facts of the run");
            }
        }
    }
}
