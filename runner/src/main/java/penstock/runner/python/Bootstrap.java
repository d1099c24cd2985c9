package penstock.runner.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.runner.python.Recognition.Command;
import penstock.runner.python.Recognition.Executor;
import penstock.runner.python.Recognition.NotRecognised;
import penstock.runner.python.Recognition.Program;
import penstock.runner.python.Recognition.Recognised;

/**
 * Recognises the command lines by which KFP's SDKs start Python components, from 2.0 on.
 *
 * <p>The match is exact: one word more or less, and the step runs as written. What varies between
 * SDKs is the order and number of pip commands, the virtual environment, and the executor's module.
 */
public final class Bootstrap {
    private static final String INSTALL_START =
            """

            if ! [ -x "$(command -v pip)" ]; then
                python3 -m ensurepip || python3 -m ensurepip --user || apt-get install python3-pip
            fi

            PIP_DISABLE_PIP_VERSION_CHECK=1\
            """
                    + " ";

    private static final String INSTALL_END = " && \"$0\" \"$@\"\n";

    private static final String VENV =
            """

            export PIP_DISABLE_PIP_VERSION_CHECK=1
            tmp=$(mktemp -d)
            python3 -m venv "$tmp/venv" --system-site-packages
            . "$tmp/venv/bin/activate"
            """;

    /** SDKs before 2.1 leave out the empty line and the flag. */
    private static final Pattern START =
            Pattern.compile(
                    "program_path=\\$\\(mktemp -d\\)\n\n?"
                            + "printf \"%s\" \"\\$0\" > \"\\$program_path/ephemeral_component\\.py\"\n"
                            + "(?<flag>_KFP_RUNTIME=true )?python3 -m"
                            + " (?<module>kfp\\.dsl|kfp\\.components|kfp\\.v2\\.components)\\.executor_main"
                            + " +--component_module_path"
                            + " +\"\\$program_path/ephemeral_component\\.py\""
                            + " +\"\\$@\"\n");

    private static final Pattern FIRST_GENERATION =
            Pattern.compile(
                    "\\((?<first>PIP_DISABLE_PIP_VERSION_CHECK=1 (?<pip>[^|&\n]+))"
                            + " \\|\\| (?<second>[^|&\n]+) --user\\) && \"\\$0\" \"\\$@\"");

    private static final Pattern AND = Pattern.compile(" {1,2}&& {1,2}");

    private Bootstrap() {}

    /** Reads a step's whole command line: command and arguments with every placeholder resolved. */
    public static Recognition recognise(List<String> argv) {
        if (argv.size() >= 4 && argv.get(0).equals("sh") && argv.get(1).equals("-c")) {
            return withInstall(argv.get(2), argv.subList(3, argv.size()));
        }
        return executor(argv)
                .<Recognition>map(program -> new Recognised(List.of(), false, program))
                .orElseGet(() -> new NotRecognised("it is not started as KFP's SDK starts Python"));
    }

    private static Recognition withInstall(String script, List<String> rest) {
        Matcher old = FIRST_GENERATION.matcher(script);
        if (old.matches() && old.group("first").equals(old.group("second"))) {
            return groups(List.of(old.group("pip")), false, new Command(rest));
        }
        int end = script.length() - INSTALL_END.length();
        if (!script.startsWith(INSTALL_START)
                || !script.endsWith(INSTALL_END)
                || end < INSTALL_START.length()) {
            return new NotRecognised("its install script is not the one of KFP's SDK");
        }
        Program program =
                executor(rest).<Program>map(found -> found).orElseGet(() -> new Command(rest));
        return installs(script.substring(INSTALL_START.length(), end), program);
    }

    private static Recognition installs(String text, Program program) {
        int at = text.indexOf(VENV);
        if (at < 0) {
            return groups(List.of(AND.split(text, -1)), false, program);
        }
        String before = text.substring(0, at);
        String after = text.substring(at + VENV.length());
        if (before.isEmpty()) {
            return groups(List.of(AND.split(after, -1)), true, program);
        }
        List<String> commands = new ArrayList<>(List.of(AND.split(before, -1)));
        if (!commands.removeLast().isEmpty()) {
            return new NotRecognised("its virtual environment is not made as KFP's SDK makes it");
        }
        commands.add(after);
        return groups(commands, true, program);
    }

    private static Recognition groups(List<String> commands, boolean venv, Program program) {
        List<RequirementGroup> groups = new ArrayList<>();
        for (String command : commands) {
            switch (PipLine.read(command)) {
                case PipLine.Reading.Group(RequirementGroup group) -> groups.add(group);
                case PipLine.Reading.Unreadable(String reason) -> {
                    return new NotRecognised(reason);
                }
            }
        }
        return new Recognised(groups, venv, program);
    }

    private static Optional<Executor> executor(List<String> argv) {
        if (argv.size() < 4 || !argv.get(0).equals("sh") || !argv.get(1).equals("-ec")) {
            return Optional.empty();
        }
        Matcher start = START.matcher(argv.get(2));
        if (!start.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Executor(
                        start.group("module") + ".executor_main",
                        start.group("flag") != null,
                        argv.get(3),
                        argv.subList(4, argv.size()),
                        argv));
    }
}
