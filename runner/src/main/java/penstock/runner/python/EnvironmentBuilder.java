package penstock.runner.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import penstock.runner.python.EnvironmentOutcome.Failed;
import penstock.runner.python.EnvironmentOutcome.Ready;

/** Builds one environment in a folder of its own and gives it its name when it is complete. */
final class EnvironmentBuilder {
    private static final String PIP_CONF = "pip.conf";
    private static final Duration SYNC_PATIENCE = Duration.ofMinutes(2);

    private final EnvironmentFolders folders;
    private final Map<String, String> server;
    private final Interpreters interpreters;
    private final Uv uv = new Uv();
    private final InstantSource clock;

    /** A request with everything that decides what will be installed. */
    sealed interface Description {
        record Known(
                String key,
                EnvironmentRequest request,
                PythonInterpreter interpreter,
                PipSettings settings,
                SortedMap<String, String> variables)
                implements Description {}

        record Unusable(Failed failed) implements Description {}
    }

    EnvironmentBuilder(
            EnvironmentFolders folders, Map<String, String> server, InstantSource clock) {
        this.folders = folders;
        this.server = server;
        this.interpreters = new Interpreters(BuildVariables.of(server, Map.of()));
        this.clock = clock;
    }

    Description describe(EnvironmentRequest request) throws InterruptedException {
        return switch (interpreters.ask(request.python())) {
            case Interpreters.Answer.Unusable(String reason) ->
                    new Description.Unusable(
                            new Failed(reason, "map the image to another interpreter"));
            case Interpreters.Answer.Usable(PythonInterpreter interpreter) -> {
                SortedMap<String, String> variables =
                        BuildVariables.of(server, request.variables());
                PipSettings settings = PipSettings.read(variables, interpreter.prefix());
                String key = EnvironmentKey.of(request, interpreter, settings);
                yield new Description.Known(key, request, interpreter, settings, variables);
            }
        };
    }

    EnvironmentOutcome build(Description.Known known, Consumer<String> progress)
            throws IOException, InterruptedException {
        Instant start = clock.instant();
        String words = Secrets.mask(known.request().inWords());
        progress.accept("building its Python environment (first use): " + words);
        String id = folders.newId(known.key());
        Path unfinished = folders.unfinished(id);
        try {
            VirtualFolder folder = new VirtualFolder(unfinished, known.interpreter());
            Installation installation =
                    new Installation(
                            known.request(), folder, known.settings(), known.variables(), progress);
            return switch (installation.run(uv)) {
                case Installation.Outcome.Broken(String message, String remedy) ->
                        new Failed(message, remedy);
                case Installation.Outcome.Installed(String installer) -> {
                    Environment built = finish(id, known, folder, installer, start);
                    progress.accept(
                            "built its Python environment in %.1f s (%s)"
                                    .formatted(built.took().toMillis() / 1000.0, installer));
                    yield new Ready(built);
                }
            };
        } finally {
            Folders.delete(unfinished);
        }
    }

    private Environment finish(
            String id,
            Description.Known known,
            VirtualFolder folder,
            String installer,
            Instant start)
            throws IOException, InterruptedException {
        Path configuration = known.interpreter().prefix().resolve(PIP_CONF);
        if (Files.isRegularFile(configuration)) {
            Files.copy(configuration, folder.root().resolve(PIP_CONF));
        }
        folder.moveScripts(folders.complete(id));
        Environment environment =
                new Environment(
                        id,
                        folders.complete(id),
                        known.interpreter().version(),
                        known.interpreter().binary(),
                        known.request(),
                        folder.installed(),
                        installer,
                        Folders.size(folder.root()),
                        clock.instant(),
                        Duration.between(start, clock.instant()));
        EnvironmentRecord.write(folder.root(), environment);
        sync(folder.root(), known.variables());
        folders.publish(id);
        return environment;
    }

    /** Before its name says that it is complete, the disk should have it. */
    private static void sync(Path folder, SortedMap<String, String> variables)
            throws InterruptedException {
        try {
            Tool tool = new Tool(folder, variables, SYNC_PATIENCE, Optional.empty());
            tool.run(List.of("sync", "-f", folder.toString()));
        } catch (IOException e) {
            return; // a system without it: a power cut within seconds may cost this environment
        }
    }
}
