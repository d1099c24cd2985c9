package penstock.runner;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptResult;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Quantity;

/** The end of an attempt that did not go well, in words. */
final class ExitWords {

    private static final Map<Integer, String> SIGNALS =
            Map.ofEntries(
                    Map.entry(1, "SIGHUP"),
                    Map.entry(2, "SIGINT"),
                    Map.entry(3, "SIGQUIT"),
                    Map.entry(4, "SIGILL, an instruction this processor does not have"),
                    Map.entry(6, "SIGABRT, the program gave up"),
                    Map.entry(7, "SIGBUS, memory that is not there"),
                    Map.entry(8, "SIGFPE, an impossible calculation"),
                    Map.entry(9, "SIGKILL, probably because memory ran out"),
                    Map.entry(11, "SIGSEGV, memory it may not touch"),
                    Map.entry(13, "SIGPIPE"),
                    Map.entry(15, "SIGTERM"),
                    Map.entry(24, "SIGXCPU, its limit of processor time"),
                    Map.entry(25, "SIGXFSZ, its limit of file size"));

    private static final Pattern MODULE =
            Pattern.compile("ModuleNotFoundError: No module named '([^']+)'");
    private static final Pattern COMMAND =
            Pattern.compile(
                    "(?m)^(?:\\S+: )?(?:line )?\\d+: (?:exec: )?([^\\s:]+): (?:command )?not found");

    private static final int KILLED = 128 + 9;

    private ExitWords() {}

    /** A failure for an ending other than exit code 0. */
    static AttemptResult.Failed of(ExitRecord exit, String image, String tail) {
        if (exit.outOfMemory() > 0 && exit.ran() && !exit.timedOut()) {
            return outOfMemory(exit, tail);
        }
        return switch (exit.ending()) {
            case ExitRecord.Ending.NeverStarted(String stage, String what) ->
                    neverStarted(stage, what, image);
            case ExitRecord.Ending.Signal(int number) ->
                    exit.timedOut() ? timedOut(exit, tail) : signal(number, tail);
            case ExitRecord.Ending.Code(int code) ->
                    exit.timedOut() ? timedOut(exit, tail) : code(code, image, tail);
            case ExitRecord.Ending.Lost _ ->
                    throw new IllegalStateException("a lost attempt has not failed");
        };
    }

    private static AttemptResult.Failed neverStarted(String stage, String what, String image) {
        return switch (stage) {
            case "program" ->
                    failed(
                            ErrorCode.PROGRAM_MISSING,
                            what,
                            "image '"
                                    + image
                                    + "' is replaced by this machine's programs: install the"
                                    + " program, or map the image in penstock.yaml",
                            false);
            case "view", "mount" ->
                    failed(
                            ErrorCode.FAILED_PRECONDITION,
                            "the step's own view of the file system cannot be made: " + what,
                            "",
                            true);
            case "fork", "start", "claim", "exit" ->
                    failed(
                            ErrorCode.LIMIT_EXCEEDED,
                            what,
                            "free memory, processes or disk space",
                            true);
            default -> failed(ErrorCode.STEP_FAILED, what, "", false);
        };
    }

    private static AttemptResult.Failed timedOut(ExitRecord exit, String tail) {
        return failed(
                ErrorCode.STEP_TIMED_OUT,
                "the step was ended because its time was up (it ran "
                        + exit.took().toSeconds()
                        + " s)"
                        + last(tail),
                "give it more time or less work",
                true);
    }

    /** The exit code is what shells and clusters make of the signal. */
    private static AttemptResult.Failed outOfMemory(ExitRecord exit, String tail) {
        int code = exit.ending() instanceof ExitRecord.Ending.Code(int given) ? given : KILLED;
        String message =
                "the step was killed: it used more than its memory limit "
                        + Quantity.ofBytes(exit.outOfMemory())
                        + last(tail);
        return new AttemptResult.Failed(
                new Problem(ErrorCode.STEP_KILLED, message, "raise it with set_memory_limit"),
                code,
                true);
    }

    private static AttemptResult.Failed signal(int number, String tail) {
        String name = SIGNALS.getOrDefault(number, "signal " + number);
        String hint =
                number == 9
                        ? "look at the memory of this machine (dmesg names processes it ended), or run fewer steps at once"
                        : "";
        return failed(
                ErrorCode.STEP_KILLED, "the step was killed by " + name + last(tail), hint, true);
    }

    private static AttemptResult.Failed code(int code, String image, String tail) {
        String words = "the step ended with exit code " + code + meaning(code);
        String hint = hint(code, image, tail);
        return new AttemptResult.Failed(
                new Problem(ErrorCode.STEP_FAILED, words + last(tail), hint), code, true);
    }

    private static String meaning(int code) {
        if (code == 126) {
            return " (a program was found but could not be run)";
        }
        if (code == 127) {
            return " (a program was not found)";
        }
        String signal = code > 128 ? SIGNALS.get(code - 128) : null;
        return signal == null ? "" : " (a program in it was killed by " + signal + ")";
    }

    private static String hint(int code, String image, String tail) {
        String module = firstGroup(MODULE, tail);
        if (module != null) {
            return "image '"
                    + image
                    + "' is replaced by a Python of this machine that lacks '"
                    + module
                    + "': add it to the component's packages_to_install, or say in penstock.yaml:"
                    + " images: {\""
                    + image
                    + "\": {packages: ["
                    + module.split("\\.", 2)[0]
                    + "]}}";
        }
        String command = code == 127 ? firstGroup(COMMAND, tail) : null;
        return command == null
                ? ""
                : "install '"
                        + command
                        + "' on this machine: image '"
                        + image
                        + "' is replaced by its programs";
    }

    private static @Nullable String firstGroup(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static AttemptResult.Failed failed(
            ErrorCode code, String message, String hint, boolean retryable) {
        return new AttemptResult.Failed(new Problem(code, message, hint), null, retryable);
    }

    private static String last(String tail) {
        return tail.isEmpty() ? "" : "; its last output:\n" + tail;
    }
}
