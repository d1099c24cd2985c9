package penstock.runner.python;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Fills one environment folder with what a request names: by uv where that finds the same packages,
 * else, or when uv fails, by pip.
 */
final class Installation {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int TAIL_LINES = 15;
    private static final String LOG = "build.log";

    private final EnvironmentRequest request;
    private final VirtualFolder folder;
    private final PipSettings settings;
    private final SortedMap<String, String> variables;
    private final Consumer<String> progress;

    /** Which tool did it, or why none could. */
    sealed interface Outcome {
        record Installed(String installer) implements Outcome {}

        record Broken(String message, String remedy) implements Outcome {}
    }

    Installation(
            EnvironmentRequest request,
            VirtualFolder folder,
            PipSettings settings,
            SortedMap<String, String> variables,
            Consumer<String> progress) {
        this.request = request;
        this.folder = folder;
        this.settings = settings;
        this.variables = variables;
        this.progress = progress;
    }

    Outcome run(Uv uv) throws IOException, InterruptedException {
        create();
        if (!request.sitePackages()) {
            Optional<List<String>> command = uv.find(folder.interpreter(), variables);
            if (command.isPresent() && withUv(command.get())) {
                return new Outcome.Installed("uv");
            }
        }
        return withPip();
    }

    /** Whether uv did all of it; otherwise the folder is as empty as before. */
    private boolean withUv(List<String> uv) throws IOException, InterruptedException {
        List<UvOptions> translated = new ArrayList<>();
        for (RequirementGroup group : request.groups()) {
            UvOptions.of(settings, group, variables).ifPresent(translated::add);
        }
        if (translated.size() < request.groups().size()) {
            return false;
        }
        List<String> install =
                Lists.concat(
                        uv,
                        List.of("pip", "install", "--no-config", "--no-progress"),
                        List.of("--link-mode", "copy", "--python", folder.python().toString()));
        boolean done = true;
        for (int i = 0; done && i < translated.size(); i++) {
            List<String> compile =
                    i + 1 < translated.size() ? List.of() : List.of("--compile-bytecode");
            List<String> command =
                    Lists.concat(
                            install,
                            compile,
                            translated.get(i).arguments(),
                            request.groups().get(i).requirements());
            done = tool(translated.get(i).variables()).run(command).code() == 0;
        }
        if (!done) {
            progress.accept("uv could not build it; trying pip");
            Folders.delete(folder.root());
            create();
        }
        return done;
    }

    /** The empty environment, with pip in it where the interpreter has one to give. */
    private void create() throws IOException {
        folder.create(request.sitePackages());
        PythonInterpreter interpreter = folder.interpreter();
        if (!interpreter.pipWheels().isEmpty()) {
            folder.unpackPip(interpreter.pipWheels());
        } else if (interpreter.pipPackage().isPresent()) {
            folder.copyPip(interpreter.pipPackage().get());
        }
    }

    private Outcome withPip() throws IOException, InterruptedException {
        PythonInterpreter interpreter = folder.interpreter();
        if (interpreter.pipWheels().isEmpty() && interpreter.pipPackage().isEmpty()) {
            return new Outcome.Broken(
                    "Python at " + interpreter.binary() + " has neither pip nor ensurepip",
                    "install one of them (Debian, Ubuntu: apt-get install python3-venv; Fedora:"
                            + " dnf install python3-pip), or install uv");
        }
        if (!interpreter.atLeast(7)) { // its own pip predates the wheels of today
            tool(Map.of()).run(pip(List.of("--upgrade"), List.of("pip")));
        }
        for (RequirementGroup group : request.groups()) {
            Tool.Result result = tool(Map.of()).run(pip(options(group), group.requirements()));
            if (result.code() != 0) {
                return broken(group, result);
            }
        }
        return new Outcome.Installed("pip");
    }

    private Outcome.Broken broken(RequirementGroup group, Tool.Result result) {
        String what = "pip could not install " + String.join(" ", group.requirements());
        String how =
                result.code() == Tool.TIMED_OUT
                        ? " within " + PATIENCE.toMinutes() + " minutes"
                        : " (exit code " + result.code() + ")";
        return new Outcome.Broken(
                Secrets.mask(what + how + ":\n" + tail(result)),
                InstallRemedy.of(result.output(), folder.interpreter()));
    }

    private List<String> pip(List<String> options, List<String> requirements) {
        return Lists.concat(
                List.of(folder.python().toString(), "-m", "pip", "install", "--no-input"),
                List.of("--disable-pip-version-check", "--no-warn-script-location"),
                List.of("--progress-bar", "off"),
                options,
                requirements);
    }

    private static List<String> options(RequirementGroup group) {
        List<String> options = new ArrayList<>();
        group.indexUrl().ifPresent(url -> options.addAll(List.of("--index-url", url)));
        group.extraIndexUrls().forEach(url -> options.addAll(List.of("--extra-index-url", url)));
        group.findLinks().forEach(place -> options.addAll(List.of("--find-links", place)));
        group.trustedHosts().forEach(host -> options.addAll(List.of("--trusted-host", host)));
        group.flags().forEach(flag -> options.add(flag.option()));
        return options;
    }

    private Tool tool(Map<String, String> more) {
        TreeMap<String, String> all = new TreeMap<>(variables);
        all.putAll(more);
        all.put("PIP_USER", "0");
        all.put("UV_PYTHON_DOWNLOADS", "never");
        return new Tool(folder.root(), all, PATIENCE, Optional.of(folder.root().resolve(LOG)));
    }

    private static String tail(Tool.Result result) {
        return result.tail(TAIL_LINES);
    }
}
