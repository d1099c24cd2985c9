package penstock.runner.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.Interpreter;
import penstock.runner.Preparation;
import penstock.runner.StepPreparer;
import penstock.runner.StepToPrepare;
import penstock.runner.python.EnvironmentOutcome.Failed;
import penstock.runner.python.EnvironmentOutcome.Ready;
import penstock.runner.python.Recognition.Executor;
import penstock.runner.python.Recognition.NotRecognised;
import penstock.runner.python.Recognition.Program;
import penstock.runner.python.Recognition.Recognised;

/**
 * Prepares Python steps: what their pip lines install comes from an environment that is built once,
 * and KFP's executor is forked from a warm parent. All else runs as written.
 */
public final class PythonSteps implements StepPreparer {
    private static final int PACKAGES_NAMED = 60;
    private static final String LOG = "log";

    private final Environments environments;
    private final WarmStart warmStart;
    private final boolean warm;

    /**
     * @param programs folder that the warm parent's program is written to
     * @param warm whether recognised steps are forked; else each starts its own interpreter
     * @throws IOException when the program cannot be written
     */
    public PythonSteps(Environments environments, Path programs, boolean warm) throws IOException {
        this.environments = environments;
        this.warmStart = WarmStart.install(programs);
        this.warm = warm && System.getProperty("os.name").equals("Linux");
    }

    @Override
    public Preparation prepare(StepToPrepare step) throws IOException, InterruptedException {
        Interpreter interpreter = step.interpreter();
        if (interpreter == null) {
            return Preparation.Plain.of(step.argv(), step.environment());
        }
        return switch (Bootstrap.recognise(step.argv())) {
            case NotRecognised written -> asWritten(step, interpreter, written);
            case Recognised recognised -> recognised(step, interpreter, recognised);
        };
    }

    /**
     * The environment that {@link #prepare} would ask for, so that it can be built ahead of time;
     * nothing for a step that needs none. The arguments may still hold placeholders.
     */
    public Optional<EnvironmentRequest> environmentOf(StepToPrepare step) {
        Interpreter interpreter = step.interpreter();
        List<RequirementGroup> groups = groups(step, Bootstrap.recognise(step.argv()));
        return interpreter == null || groups.isEmpty()
                ? Optional.empty()
                : Optional.of(request(step, interpreter, groups));
    }

    /**
     * What a step installs by itself goes into a folder of its attempt, never into the interpreter,
     * which belongs to the machine.
     */
    private static SortedMap<String, String> ownPackages(StepToPrepare step) {
        SortedMap<String, String> own = new TreeMap<>(step.environment());
        if (step.argv().stream().anyMatch(word -> word.contains("pip"))) {
            Path base = step.folder().resolve("python-user");
            own.put("PYTHONUSERBASE", base.toString());
            own.put("PIP_USER", "1");
            own.put("PIP_BREAK_SYSTEM_PACKAGES", "1"); // the user's folder is not the system's
            own.merge("PATH", base.resolve("bin").toString(), (path, first) -> first + ":" + path);
        }
        return own;
    }

    private Preparation asWritten(
            StepToPrepare step, Interpreter interpreter, NotRecognised written)
            throws InterruptedException {
        List<RequirementGroup> groups = groups(step, written);
        if (groups.isEmpty()) {
            return Preparation.Plain.of(step.argv(), ownPackages(step));
        }
        List<String> notes = new ArrayList<>();
        return switch (environment(step, interpreter, groups, notes)) {
            case Failed failed -> refused(failed);
            case Ready(Environment environment) ->
                    plain(
                            step.argv(),
                            inside(environment, step.environment(), false),
                            environment,
                            notes);
        };
    }

    private Preparation recognised(
            StepToPrepare step, Interpreter interpreter, Recognised recognised)
            throws IOException, InterruptedException {
        List<RequirementGroup> groups = groups(step, recognised);
        if (groups.isEmpty()) {
            Preparation.Plain plain =
                    Preparation.Plain.of(recognised.program().argv(), step.environment());
            return start(step, interpreter.executable(), recognised.program(), plain);
        }
        List<String> notes = new ArrayList<>();
        return switch (environment(step, interpreter, groups, notes)) {
            case Failed failed -> refused(failed);
            case Ready(Environment environment) ->
                    start(
                            step,
                            environment.executable(),
                            recognised.program(),
                            plain(
                                    recognised.program().argv(),
                                    inside(environment, step.environment(), recognised.venv()),
                                    environment,
                                    notes));
        };
    }

    /** What the image's mapping adds comes first, as it would be in the image. */
    private static List<RequirementGroup> groups(StepToPrepare step, Recognition recognition) {
        List<RequirementGroup> groups = new ArrayList<>();
        if (!step.packages().isEmpty()) {
            groups.add(RequirementGroup.of(step.packages()));
        }
        if (recognition instanceof Recognised recognised) {
            groups.addAll(recognised.groups());
        }
        return groups;
    }

    private static EnvironmentRequest request(
            StepToPrepare step, Interpreter interpreter, List<RequirementGroup> groups) {
        return EnvironmentRequest.of(interpreter.executable(), groups, step.environment());
    }

    private EnvironmentOutcome environment(
            StepToPrepare step,
            Interpreter interpreter,
            List<RequirementGroup> groups,
            List<String> notes)
            throws InterruptedException {
        return environments.prepare(
                request(step, interpreter, groups),
                Optional.of(step.folder()),
                line -> {
                    notes.add(line);
                    log(step.folder(), line);
                });
    }

    /**
     * Says it where the step's own output will be, so that who follows it sees what it waits for.
     */
    private static void log(Path attempt, String line) {
        try {
            Files.writeString(
                    attempt.resolve(LOG),
                    "[penstock: " + line + "]\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            return; // it is a note, too
        }
    }

    private Preparation start(
            StepToPrepare step, Path python, Program program, Preparation.Plain plain)
            throws IOException {
        return switch (program) {
            case Recognition.Command _ -> plain;
            case Executor executor -> {
                Preparation.Plain fallback =
                        warmStart.fitsCommandLine(plain.argv())
                                ? plain
                                : warmStart.fromFile(step, python, executor, plain);
                yield warm ? warmStart.warm(python, executor, fallback) : fallback;
            }
        };
    }

    private static Preparation.Plain plain(
            List<String> argv,
            SortedMap<String, String> variables,
            Environment environment,
            List<String> notes) {
        notes.add(inWords(environment));
        return new Preparation.Plain(argv, variables, List.of(environment.folder()), notes);
    }

    /** As {@code bin/activate} of a virtual environment leaves the variables. */
    private static SortedMap<String, String> inside(
            Environment environment, SortedMap<String, String> variables, boolean venv) {
        SortedMap<String, String> inside = new TreeMap<>(variables);
        inside.merge("PATH", environment.bin().toString(), (path, first) -> first + ":" + path);
        if (venv) {
            inside.put("VIRTUAL_ENV", environment.folder().toString());
            inside.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
            inside.remove("PYTHONHOME");
        }
        return inside;
    }

    private static String inWords(Environment environment) {
        List<String> packages = environment.packages();
        String named = String.join(" ", packages.stream().limit(PACKAGES_NAMED).toList());
        int more = packages.size() - PACKAGES_NAMED;
        return "Python %s, environment %s: %s%s"
                .formatted(
                        environment.python(),
                        environment.id(),
                        named,
                        more > 0 ? " and " + more + " more" : "");
    }

    private static Preparation refused(Failed failed) {
        return new Preparation.Refused(
                new Problem(ErrorCode.ENVIRONMENT_FAILED, failed.message(), failed.remedy()), true);
    }
}
