package penstock.store.codec;

import java.util.function.Function;
import penstock.plan.ArtifactSource;
import penstock.plan.ParameterSource;
import penstock.plan.Task;
import penstock.plan.Value;

/** The tasks of a scope. */
final class TaskCodec {

    private TaskCodec() {}

    static void write(JsonOut out, Task task) {
        out.object(() -> {
            out.field("key", task.key())
                    .unlessEmpty("display_name", task.displayName())
                    .field("component", task.component())
                    .entries("parameters", task.parameters(), TaskCodec::writeArgument)
                    .entries("artifacts", task.artifacts(), TaskCodec::writeArtifact)
                    .items("after", task.dependencies(), out::text);
            writeTrigger(out, task.trigger());
            writePolicies(out, task);
            Task.Loop loop = task.loop();
            if (loop != null) {
                out.field("loop", () -> writeLoop(out, loop));
            }
        });
    }

    static Task read(Value json) {
        Fields in =
                Fields.of(
                        "task",
                        json,
                        "key",
                        "display_name",
                        "component",
                        "parameters",
                        "artifacts",
                        "after",
                        "when",
                        "condition",
                        "retry",
                        "cache",
                        "cache_key",
                        "loop");
        return new Task(
                in.text("key"),
                in.text("display_name", ""),
                in.text("component"),
                in.entries("parameters", TaskCodec::readArgument),
                in.entries("artifacts", TaskCodec::readArtifact),
                in.items("after", Fields::text),
                new Task.Trigger(
                        in.constant("when", Task.Strategy.class), in.textOrNull("condition")),
                in.has("retry") ? in.read("retry", TaskCodec::readRetry) : Task.RetryPolicy.NONE,
                new Task.CachePolicy(in.flag("cache"), in.textOrNull("cache_key")),
                in.optional("loop", TaskCodec::readLoop));
    }

    private static void writeTrigger(JsonOut out, Task.Trigger trigger) {
        out.field("when", trigger.strategy()).optional("condition", trigger.condition());
    }

    private static void writePolicies(JsonOut out, Task task) {
        if (!task.retry().equals(Task.RetryPolicy.NONE)) {
            out.field("retry", () -> writeRetry(out, task.retry()));
        }
        out.flag("cache", task.cache().enabled()).optional("cache_key", task.cache().key());
    }

    private static void writeSourceFields(JsonOut out, ParameterSource source) {
        switch (source) {
            case ParameterSource.FromTask(String task, String key) ->
                    out.field("task", task).field("key", key);
            case ParameterSource.FromScope(String input) -> out.field("input", input);
            case ParameterSource.Constant(var value) ->
                    out.field("constant", () -> TemplateCodec.write(out, value));
            case ParameterSource.FinalStatus(String task) -> out.field("status_of", task);
        }
    }

    private static ParameterSource source(Fields in) {
        if (in.has("task")) {
            return new ParameterSource.FromTask(in.text("task"), in.text("key"));
        }
        if (in.has("input")) {
            return new ParameterSource.FromScope(in.text("input"));
        }
        if (in.has("constant")) {
            return new ParameterSource.Constant(in.read("constant", TemplateCodec::readValue));
        }
        return new ParameterSource.FinalStatus(in.text("status_of"));
    }

    static void writeArgument(JsonOut out, Task.ParameterArgument argument) {
        out.object(() -> {
            writeSourceFields(out, argument.source());
            out.optional("selector", argument.selector());
        });
    }

    static Task.ParameterArgument readArgument(Value json) {
        Fields in =
                Fields.of(
                        "argument",
                        json,
                        "task",
                        "key",
                        "input",
                        "constant",
                        "status_of",
                        "selector");
        return new Task.ParameterArgument(source(in), in.textOrNull("selector"));
    }

    private static void writeArtifact(JsonOut out, ArtifactSource source) {
        out.object(() -> {
            switch (source) {
                case ArtifactSource.FromTask(String task, String key) ->
                        out.field("task", task).field("key", key);
                case ArtifactSource.FromScope(String input) -> out.field("input", input);
            }
        });
    }

    private static ArtifactSource readArtifact(Value json) {
        Fields in = Fields.of("artifact source", json, "task", "key", "input");
        return in.has("task")
                ? new ArtifactSource.FromTask(in.text("task"), in.text("key"))
                : new ArtifactSource.FromScope(in.text("input"));
    }

    private static void writeRetry(JsonOut out, Task.RetryPolicy retry) {
        out.object(() ->
                out.field("max", retry.maxRetries())
                        .field("backoff", retry.backoff().toString())
                        .field("factor", retry.factor())
                        .field("max_backoff", retry.maxBackoff().toString()));
    }

    private static Task.RetryPolicy readRetry(Value json) {
        Fields in = Fields.of("retry", json, "max", "backoff", "factor", "max_backoff");
        return new Task.RetryPolicy(
                in.small("max", 0),
                in.read("backoff", Durations::read),
                in.real("factor"),
                in.read("max_backoff", Durations::read));
    }

    private static void writeLoop(JsonOut out, Task.Loop loop) {
        out.object(() -> {
            switch (loop.items()) {
                case Task.Loop.Raw(var items) ->
                        out.field(
                                "items",
                                () -> out.list(items, item -> ValueCodec.write(out, item)));
                case Task.Loop.FromParameter(String input) -> out.field("parameter", input);
                case Task.Loop.FromArtifacts(String input) -> out.field("artifacts", input);
            }
            out.field("item", loop.itemInput()).unless(0, "parallel", loop.parallelism());
        });
    }

    private static Task.Loop readLoop(Value json) {
        Fields in = Fields.of("loop", json, "items", "parameter", "artifacts", "item", "parallel");
        return new Task.Loop(readItems(in), in.text("item"), in.small("parallel", 0));
    }

    private static Task.Loop.Source readItems(Fields in) {
        if (in.has("items")) {
            return new Task.Loop.Raw(in.items("items", Function.identity()));
        }
        return in.has("parameter")
                ? new Task.Loop.FromParameter(in.text("parameter"))
                : new Task.Loop.FromArtifacts(in.text("artifacts"));
    }
}
