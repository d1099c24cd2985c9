package penstock.runner.python;

import java.util.List;
import java.util.Optional;

/** What {@link Bootstrap} makes of a command line. */
public sealed interface Recognition {

    /**
     * The command line installs packages and starts a program, in the exact words of an SDK.
     *
     * @param groups what each pip command installs, in order; empty when nothing is installed
     * @param venv whether the step expects to run inside a virtual environment of its own
     * @param program what runs once everything is installed
     */
    record Recognised(List<RequirementGroup> groups, boolean venv, Program program)
            implements Recognition {
        public Recognised {
            groups = List.copyOf(groups);
        }

        /** The version of kfp that a group pins by {@code kfp==}, if one does. */
        public Optional<String> kfpVersion() {
            return groups.stream()
                    .flatMap(group -> group.requirements().stream())
                    .filter(requirement -> requirement.startsWith(KFP_PIN))
                    .map(requirement -> requirement.substring(KFP_PIN.length()).strip())
                    .reduce((earlier, later) -> later);
        }

        private static final String KFP_PIN = "kfp==";
    }

    /**
     * The command line is something else and has to run as written.
     *
     * @param reason what differs, for a note on the step
     */
    record NotRecognised(String reason) implements Recognition {}

    /** What runs after the packages are there. */
    sealed interface Program {
        /** The command line without its pip part; needs the environment first in {@code PATH}. */
        List<String> argv();
    }

    /**
     * A component's source handed to KFP's executor.
     *
     * @param module the executor's module, run as by {@code python3 -m}
     * @param runtimeFlag whether {@code _KFP_RUNTIME=true} is set for it
     * @param source the component's module
     * @param arguments what follows {@code --component_module_path FILE}
     * @param argv the shell command that does the same
     */
    record Executor(
            String module,
            boolean runtimeFlag,
            String source,
            List<String> arguments,
            List<String> argv)
            implements Program {
        public Executor {
            arguments = List.copyOf(arguments);
            argv = List.copyOf(argv);
        }
    }

    /** Any other program, as generated for components of the first generation. */
    record Command(List<String> argv) implements Program {
        public Command {
            argv = List.copyOf(argv);
        }
    }
}
