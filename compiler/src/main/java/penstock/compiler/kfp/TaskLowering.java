package penstock.compiler.kfp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ArtifactSource;
import penstock.plan.ParameterSource;
import penstock.plan.Task;
import penstock.plan.Task.CachePolicy;
import penstock.plan.Task.ParameterArgument;
import penstock.plan.Task.RetryPolicy;
import penstock.plan.Task.Strategy;
import penstock.plan.Task.Trigger;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.DagSpec;
import penstock.spec.kfp.KubernetesSpec;
import penstock.spec.kfp.SourceText;
import penstock.spec.kfp.TaskSpec;
import penstock.spec.kfp.TriggerStrategy;

/** Lowers the tasks of one graph. */
final class TaskLowering {
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);

    private final PipelineContext context;
    private final Components.Known scope;
    private final DagSpec dag;
    private final Diagnostics diagnostics;
    private final ArgumentChecks checks;
    private final LoopLowering loops;

    TaskLowering(PipelineContext context, Components.Known scope, DagSpec dag) {
        this.context = context;
        this.scope = scope;
        this.dag = dag;
        this.diagnostics = context.diagnostics();
        this.checks = new ArgumentChecks(context, scope, dag);
        this.loops = new LoopLowering(diagnostics);
    }

    Task lower(String key, TaskSpec spec) {
        Components.Known component = context.components().find(spec.componentRef().text());
        SortedMap<String, ParameterArgument> parameters = new TreeMap<>();
        SortedMap<String, ArtifactSource> artifacts = new TreeMap<>();
        if (component != null) {
            Arguments arguments = new Arguments(context, scope, dag, key, component);
            parameters = arguments.parameters(spec);
            artifacts = arguments.artifacts(spec);
            checks.check(key, spec, component);
        }
        List<String> dependencies = dependencies(key, spec);
        parameters.values().forEach(argument -> addProducer(argument.source(), dependencies));
        artifacts.values().forEach(source -> addProducer(source, dependencies));
        addProducersOfSettings(component, dependencies);
        return new Task(
                key,
                spec.displayName(),
                spec.componentRef().text(),
                parameters,
                artifacts,
                dependencies,
                trigger(key, spec),
                retry(spec.retry()),
                cache(spec.caching()),
                loops.lower(key, spec, component));
    }

    private List<String> dependencies(String key, TaskSpec spec) {
        List<String> dependencies = new ArrayList<>();
        for (SourceText name : spec.dependentTasks()) {
            if (dag.tasks().containsKey(name.text())) {
                dependencies.add(name.text());
            } else {
                new ReferenceReports(diagnostics)
                        .unknownTask("task '" + key + "' waits for", name, dag.tasks().keySet());
            }
        }
        return dependencies;
    }

    /** Names in Kubernetes settings come from outputs as well. */
    private void addProducersOfSettings(
            Components.@Nullable Known component, List<String> dependencies) {
        KubernetesSpec settings = component == null ? null : context.settings(component);
        if (settings == null) {
            return;
        }
        for (KubernetesSpec.Reference reference : settings.references()) {
            if (reference.value() != null
                    && reference.value().source()
                            instanceof TaskSpec.ParameterSource.TaskOutput(var producer, _)
                    && dag.tasks().containsKey(producer.text())) {
                dependencies.add(producer.text());
            }
        }
    }

    private static void addProducer(ParameterSource source, List<String> dependencies) {
        switch (source) {
            case ParameterSource.FromTask(String task, _) -> dependencies.add(task);
            case ParameterSource.FinalStatus(String task) -> dependencies.add(task);
            case ParameterSource.FromScope _, ParameterSource.Constant _ -> {}
        }
    }

    private static void addProducer(ArtifactSource source, List<String> dependencies) {
        switch (source) {
            case ArtifactSource.FromTask(String task, _) -> dependencies.add(task);
            case ArtifactSource.FromScope _ -> {}
        }
    }

    private Trigger trigger(String key, TaskSpec spec) {
        TaskSpec.Trigger trigger = spec.trigger();
        if (trigger == null) {
            return Trigger.DEFAULT;
        }
        SourceText condition = trigger.condition();
        String text =
                condition == null || condition.text().isBlank()
                        ? null
                        : context.expressions().condition(key, spec, condition);
        Strategy strategy =
                trigger.strategy() == TriggerStrategy.ALL_UPSTREAM_TASKS_COMPLETED
                        ? Strategy.ALL_COMPLETED
                        : Strategy.ALL_SUCCEEDED;
        return new Trigger(strategy, text);
    }

    private RetryPolicy retry(TaskSpec.@Nullable Retry retry) {
        if (retry == null || retry.maxRetryCount() == 0) {
            return RetryPolicy.NONE;
        }
        if (retry.maxRetryCount() > Bounds.RETRIES || retry.backoffFactor() < 0) {
            refuse(retry);
            return RetryPolicy.NONE;
        }
        Duration first = retry.backoffDuration();
        Duration longest = retry.backoffMaxDuration();
        return new RetryPolicy(
                retry.maxRetryCount(),
                first == null ? Duration.ZERO : first,
                retry.backoffFactor(),
                longest == null || longest.isZero() ? LONGEST_BACKOFF : longest);
    }

    private void refuse(TaskSpec.Retry retry) {
        diagnostics.error(
                DiagnosticCode.BAD_RETRY_POLICY,
                retry.span(),
                "the task is retried "
                        + retry.maxRetryCount()
                        + " times with factor "
                        + retry.backoffFactor()
                        + " (expected: at most "
                        + Bounds.RETRIES
                        + " times, a factor of 0 or more)",
                "lower the number of retries");
    }

    private static CachePolicy cache(TaskSpec.@Nullable Caching caching) {
        if (caching == null || !caching.enableCache()) {
            return CachePolicy.OFF;
        }
        return new CachePolicy(true, caching.cacheKey().isEmpty() ? null : caching.cacheKey());
    }
}
