package penstock.cli;

import picocli.CommandLine;

/** Makes the commands, giving each the terminal it writes to. */
final class Commands implements CommandLine.IFactory {

    private final Terminal terminal;

    Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    @SuppressWarnings("unchecked") // the class asked for is the class of the command made
    public <K> K create(Class<K> type) throws Exception {
        Object command = command(type);
        return command == null ? CommandLine.defaultFactory().create(type) : (K) command;
    }

    private @org.jspecify.annotations.Nullable Object command(Class<?> type) {
        if (type == RunCommand.class) {
            return new RunCommand(terminal);
        }
        if (type == UpCommand.class) {
            return new UpCommand(terminal);
        }
        if (type == ValidateCommand.class) {
            return new ValidateCommand(terminal);
        }
        if (type == RunsCommand.class) {
            return new RunsCommand(terminal);
        }
        if (type == SchedulesCommand.class) {
            return new SchedulesCommand(terminal);
        }
        if (type == RerunCommand.class) {
            return new RerunCommand(terminal);
        }
        if (type == CacheCommand.class) {
            return new CacheCommand(terminal);
        }
        if (type == LogsCommand.class) {
            return new LogsCommand(terminal);
        }
        if (type == ShellCommand.class) {
            return new ShellCommand(terminal);
        }
        if (type == EnvCommand.class) {
            return new EnvCommand(terminal);
        }
        if (type == SecretCommand.class) {
            return new SecretCommand(terminal);
        }
        if (type == ConfigCommand.class) {
            return new ConfigCommand(terminal);
        }
        if (type == VolumeCommand.class) {
            return new VolumeCommand(terminal);
        }
        if (type == GcCommand.class) {
            return new GcCommand(terminal);
        }
        if (type == DuCommand.class) {
            return new DuCommand(terminal);
        }
        if (type == BackupCommand.class) {
            return new BackupCommand(terminal);
        }
        if (type == RestoreCommand.class) {
            return new RestoreCommand(terminal);
        }
        if (type == VersionCommand.class) {
            return new VersionCommand(terminal);
        }
        return type == TrainAotCommand.class ? new TrainAotCommand(terminal) : null;
    }
}
