package penstock.testkit.plans;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ArtifactSource;
import penstock.plan.ParameterSource;
import penstock.plan.Task;
import penstock.plan.Task.ParameterArgument;
import penstock.plan.Task.RetryPolicy;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;

/** Writes a use of a component in a scope. */
public final class TaskBuilder {

    private final String key;
    private final String component;
    private final SortedMap<String, ParameterArgument> parameters = new TreeMap<>();
    private final SortedMap<String, ArtifactSource> artifacts = new TreeMap<>();
    private final List<String> dependencies = new ArrayList<>();
    private Task.Strategy strategy = Task.Strategy.ALL_SUCCEEDED;
    private @Nullable String condition;
    private RetryPolicy retry = RetryPolicy.NONE;
    private Task.@Nullable Loop loop;
    private Task.CachePolicy cache = Task.CachePolicy.OFF;

    TaskBuilder(String key, String component) {
        this.key = key;
        this.component = component;
    }

    /** Feeds an input from an output of a task in the same scope. */
    public TaskBuilder from(String input, String task, String output) {
        dependencies.add(task);
        return source(input, new ParameterSource.FromTask(task, output));
    }

    /** Feeds an input from an input of the enclosing scope. */
    public TaskBuilder fromScope(String input, String scopeInput) {
        return source(input, new ParameterSource.FromScope(scopeInput));
    }

    /** Feeds an input with a constant. */
    public TaskBuilder constant(String input, Value value) {
        return source(input, new ParameterSource.Constant(new ValueTemplate.Fixed(value)));
    }

    /** Feeds an input with text that has placeholders. */
    public TaskBuilder text(String input, Template.Part... parts) {
        Template template = new Template(List.of(parts));
        return source(input, new ParameterSource.Constant(new ValueTemplate.Text(template)));
    }

    /** Feeds an input with how a task of the same scope ended. */
    public TaskBuilder statusOf(String input, String task) {
        dependencies.add(task);
        return source(input, new ParameterSource.FinalStatus(task));
    }

    /** Feeds an input. */
    public TaskBuilder source(String input, ParameterSource source) {
        parameters.put(input, new ParameterArgument(source, null));
        return this;
    }

    /** Applies a selector to an input that is fed already. */
    public TaskBuilder select(String input, String selector) {
        ParameterArgument fed = parameters.get(input);
        if (fed == null) {
            throw new IllegalArgumentException("input '" + input + "' has no source yet");
        }
        parameters.put(input, new ParameterArgument(fed.source(), selector));
        return this;
    }

    /** Feeds an input artifact from an output of a task in the same scope. */
    public TaskBuilder artifact(String input, String task, String output) {
        dependencies.add(task);
        artifacts.put(input, new ArtifactSource.FromTask(task, output));
        return this;
    }

    /** Feeds an input artifact from an input of the enclosing scope. */
    public TaskBuilder artifactFromScope(String input, String scopeInput) {
        artifacts.put(input, new ArtifactSource.FromScope(scopeInput));
        return this;
    }

    /** Waits for tasks without taking anything from them. */
    public TaskBuilder after(String... tasks) {
        dependencies.addAll(List.of(tasks));
        return this;
    }

    /** Runs only if the condition holds. */
    public TaskBuilder when(String expression) {
        this.condition = expression;
        return this;
    }

    /** Runs once its dependencies have ended, however they did. */
    public TaskBuilder whateverHappened() {
        this.strategy = Task.Strategy.ALL_COMPLETED;
        return this;
    }

    /** May take the outputs of an equal task run. */
    public TaskBuilder cached() {
        this.cache = new Task.CachePolicy(true, null);
        return this;
    }

    /** May take the outputs of a task run with the same key. */
    public TaskBuilder cachedUnder(String key) {
        this.cache = new Task.CachePolicy(true, key);
        return this;
    }

    /** Tries again at once, that many times. */
    public TaskBuilder retries(int maxRetries) {
        return retries(new RetryPolicy(maxRetries, Duration.ZERO, 0, Duration.ZERO));
    }

    /** Tries again. */
    public TaskBuilder retries(RetryPolicy policy) {
        this.retry = policy;
        return this;
    }

    /** Runs once for each of these values, which the component receives as {@code item}. */
    public TaskBuilder forEach(String item, List<Value> values) {
        return loop(new Task.Loop(new Task.Loop.Raw(values), item, 0));
    }

    /** Runs once for each value of the list that the task's input {@code input} holds. */
    public TaskBuilder forEachIn(String item, String input) {
        return loop(new Task.Loop(new Task.Loop.FromParameter(input), item, 0));
    }

    /** Runs once for each artifact that the task's input {@code input} holds. */
    public TaskBuilder forEachArtifact(String item, String input) {
        return loop(new Task.Loop(new Task.Loop.FromArtifacts(input), item, 0));
    }

    /** Runs at most that many iterations at once. */
    public TaskBuilder atOnce(int parallelism) {
        if (loop == null) {
            throw new IllegalArgumentException("task '" + key + "' is no loop yet");
        }
        return loop(new Task.Loop(loop.items(), loop.itemInput(), parallelism));
    }

    /** Runs once for each item. */
    public TaskBuilder loop(Task.Loop around) {
        this.loop = around;
        return this;
    }

    Task build() {
        return new Task(
                key,
                key,
                component,
                parameters,
                artifacts,
                dependencies,
                new Task.Trigger(strategy, condition),
                retry,
                cache,
                loop);
    }
}
