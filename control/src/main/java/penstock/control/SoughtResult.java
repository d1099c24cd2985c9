package penstock.control;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.cache.Differences;
import penstock.control.cache.Fingerprint;
import penstock.control.port.ArtifactCheck;
import penstock.control.port.CacheEntries.FindOutcome;
import penstock.control.port.CacheEntries.Question;
import penstock.control.port.CacheEntries.Result;
import penstock.engine.AttemptId;
import penstock.engine.CacheNote;
import penstock.engine.CacheNote.Origin;
import penstock.engine.CacheNote.Outcome;
import penstock.engine.Inputs;
import penstock.engine.LookUp;
import penstock.engine.Outputs;
import penstock.engine.RunCaching;
import penstock.engine.RunState;
import penstock.engine.TaskPath;
import penstock.engine.TaskRun;
import penstock.plan.Artifact;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.Problem;
import penstock.plan.Task;

/**
 * An earlier result that somebody looks for.
 *
 * @param next the attempt that it would make needless
 * @param io what the outputs have to be
 * @param maxAge how old a result of the cache may be; null for any age
 */
record SoughtResult(
        AttemptId next,
        Question question,
        Fingerprint fingerprint,
        Interface io,
        @Nullable Duration maxAge) {

    static SoughtResult of(RunState state, AttemptId next) {
        TaskPath path = next.path();
        Task task = state.declared(path);
        if (!(state.component(path) instanceof Component.Container container)) {
            throw new IllegalStateException("no program at " + path);
        }
        TaskRun run = state.taskRun(path);
        Fingerprint fingerprint =
                Fingerprint.of(
                        state.header(),
                        path,
                        task,
                        container,
                        run == null ? Inputs.NONE : run.inputs());
        RunCaching caching = state.header().caching();
        RunCaching.Reuse reuse = caching.reuse();
        Question question =
                new Question(
                        next.run(),
                        state.graph().plan().pipelineName(),
                        fingerprint.digest(),
                        task.component(),
                        path.value(),
                        reuse == null || reuse.isFresh(path) ? null : reuse.run(),
                        caching.enabled() && task.cache().enabled());
        return new SoughtResult(next, question, fingerprint, container.io(), caching.maxAge());
    }

    /** True when the result of the task at {@code path} goes to the cache and others may wait. */
    static boolean isSought(RunState state, TaskPath path) {
        return state.component(path) instanceof Component.Container
                && state.header().caching().enabled()
                && state.declared(path).cache().enabled();
    }

    /** Equal for steps whose results can stand in for each other. */
    String key() {
        return question.fingerprint() + " " + question.pipelineName();
    }

    /** The answer that {@code found} comes to. Blocking: looks whether bytes still exist. */
    LookUp answer(FindOutcome found, ArtifactCheck check, Instant now) {
        return switch (found) {
            case FindOutcome.Found it -> answer(it, check, now);
            case FindOutcome.Unavailable(Problem problem) ->
                    miss("the cache could not be read: " + problem.message(), List.of());
        };
    }

    private LookUp answer(FindOutcome.Found found, ArtifactCheck check, Instant now) {
        String why = null;
        Result reusable = found.reusable();
        if (reusable != null) {
            why = unusable(reusable, check);
            if (why == null) {
                return hit(Outcome.REUSED, reusable, "taken over from ");
            }
        }
        for (Result candidate : found.candidates()) {
            String problem = isTooOld(candidate, now);
            problem = problem == null ? unusable(candidate, check) : problem;
            if (problem == null) {
                return hit(Outcome.HIT, candidate, "same program and inputs as ");
            }
            why = why == null ? problem : why;
        }
        return why == null ? unknown(found.nearest()) : miss(why, List.of());
    }

    private LookUp unknown(@Nullable Result nearest) {
        if (nearest == null) {
            String where = question.cached() ? "the cache" : "the run that this one goes on from";
            return miss("no result with this fingerprint in " + where, List.of());
        }
        Differences differences = Differences.between(nearest.parts(), fingerprint.parts());
        return miss(
                "differs from " + named(nearest.origin()) + " in " + differences.text(),
                differences.parts());
    }

    private @Nullable String isTooOld(Result result, Instant now) {
        boolean old = maxAge != null && result.madeAt().isBefore(now.minus(maxAge));
        return old
                ? "the result of "
                        + named(result.origin())
                        + " is of "
                        + result.madeAt()
                        + ", older than "
                        + maxAge
                : null;
    }

    /** Why the outputs cannot be used, or null. */
    private @Nullable String unusable(Result result, ArtifactCheck check) {
        Outputs outputs = result.outputs();
        for (String name : io.outputParameters().keySet()) {
            if (!outputs.parameters().containsKey(name)) {
                return named(result.origin()) + " gave no output '" + name + "'";
            }
        }
        for (String name : io.outputArtifacts().keySet()) {
            if (!outputs.artifacts().containsKey(name)) {
                return named(result.origin()) + " gave no output '" + name + "'";
            }
        }
        for (Map.Entry<String, List<Artifact>> output : outputs.artifacts().entrySet()) {
            for (Artifact artifact : output.getValue()) {
                if (!isIntact(artifact, check)) {
                    return "output '"
                            + output.getKey()
                            + "' of "
                            + named(result.origin())
                            + " is gone or changed: "
                            + artifact.uri();
                }
            }
        }
        return null;
    }

    private static boolean isIntact(Artifact artifact, ArtifactCheck check) {
        try {
            return check.isIntact(artifact);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private LookUp hit(Outcome outcome, Result result, String how) {
        CacheNote note =
                new CacheNote(
                        outcome,
                        fingerprint.digest(),
                        how + named(result.origin()),
                        List.of(),
                        result.origin());
        return new LookUp.Hit(note, result.outputs());
    }

    private LookUp miss(String reason, List<CacheNote.Difference> differs) {
        return new LookUp.Miss(
                new CacheNote(Outcome.MISS, fingerprint.digest(), reason, differs, null));
    }

    private static String named(Origin origin) {
        return "task '" + origin.path() + "' of run " + origin.run();
    }
}
