package penstock.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs KFP pipelines on this machine. */
@Command(
        name = "penstock",
        description = "Kubeflow Pipelines in one process: runs pipelines compiled by the kfp SDK.",
        mixinStandardHelpOptions = true,
        version = "penstock " + VersionCommand.VERSION,
        subcommands = {
            RunCommand.class,
            UpCommand.class,
            ValidateCommand.class,
            RunsCommand.class,
            SchedulesCommand.class,
            RerunCommand.class,
            CacheCommand.class,
            LogsCommand.class,
            ShellCommand.class,
            EnvCommand.class,
            SecretCommand.class,
            ConfigCommand.class,
            VolumeCommand.class,
            DuCommand.class,
            GcCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            VersionCommand.class,
            TrainAotCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  penstock run pipeline.yaml -p epochs=3    run a pipeline and watch it",
            "  penstock up                               serve the API and the UI",
            "  penstock runs list                        what ran here"
        })
public final class Main {

    /** Runs the command that the arguments name; the process ends with its exit status. */
    public static void main(String[] args) {
        Logging.warningsOnly();
        System.exit(run(Terminal.ofProcess(), args));
    }

    static int run(Terminal terminal, String... args) {
        CommandLine commandLine = new CommandLine(new Main(), new Commands(terminal));
        terminal.carry(commandLine);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((failure, _) -> {
            report(terminal, failure);
            return ExitCode.UNUSABLE;
        });
        commandLine.setExecutionExceptionHandler((failure, _, _) -> {
            report(terminal, failure);
            return ExitCode.UNUSABLE;
        });
        return commandLine.execute(args);
    }

    /**
     * What is wrong with the arguments, in one line; all that there is only where nothing was
     * asked.
     */
    private static void report(Terminal terminal, ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        List<String> guesses = List.of();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            guesses = unmatched.getSuggestions();
        } else if (!command.getSubcommands().isEmpty()) {
            command.usage(command.getErr());
        }
        String guess =
                guesses.isEmpty() ? "" : "Did you mean " + String.join(" or ", guesses) + "? ";
        terminal.error(
                Plain.line(String.valueOf(failure.getMessage())),
                guess + "See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }

    private static void report(Terminal terminal, Exception failure) {
        if (failure instanceof CliFailure known) {
            terminal.error(known.message(), known.hint());
        } else {
            terminal.error(
                    "unexpected: " + failure,
                    "This is a defect of Penstock; please report it with the command you gave.");
        }
    }
}
