package penstock.control;

import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Keepers;
import penstock.control.port.Keepers.Found;
import penstock.control.port.Keepers.Label;
import penstock.control.port.Keepers.Writing;
import penstock.control.port.StepExecutor;
import penstock.plan.ErrorCode;
import penstock.plan.Kubernetes.Keeper;
import penstock.plan.Problem;

/**
 * Use cases on secrets and config maps. Names and sizes are limited as Kubernetes limits them, so
 * that what works here works on a cluster. No message ever holds a value.
 */
public final class KeeperService {

    private static final int MOST_NAMES = 10_000;
    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    private final Keepers keepers;
    private final StepExecutor steps;

    /** Use cases over {@code keepers}. */
    public KeeperService(Keepers keepers, StepExecutor steps) {
        this.keepers = keepers;
        this.steps = steps;
    }

    /** Writes values under a name. */
    public Outcome<Label> write(Keepers.Write write) {
        Problem refusal = refusal(write);
        if (refusal != null) {
            return Outcome.refused(refusal);
        }
        return switch (keepers.write(write, steps.now())) {
            case Writing.Done(Label label) -> new Outcome.Done<>(label);
            case Writing.Taken() ->
                    refused(
                            ErrorCode.ALREADY_EXISTS,
                            named(write.keeper(), write.name()) + " exists already",
                            "Change it with 'penstock %s set %s …'."
                                    .formatted(command(write.keeper()), write.name()));
            case Writing.TooLarge(long bytes) -> Outcome.refused(tooLarge(write, bytes));
            case Writing.Sealed() -> Outcome.refused(sealed(write.keeper(), write.name()));
        };
    }

    /** All names. */
    public List<Label> list(Keeper keeper) {
        return keepers.list(keeper);
    }

    /** What is under a name, values included. */
    public Outcome<Found.Open> find(Keeper keeper, String name) {
        return switch (keepers.find(keeper, name)) {
            case Found.Open open -> new Outcome.Done<>(open);
            case Found.Missing() -> Outcome.refused(missing(keeper, name));
            case Found.Sealed _ -> Outcome.refused(sealed(keeper, name));
        };
    }

    /** Forgets a name. */
    public Outcome<Boolean> remove(Keeper keeper, String name) {
        return keepers.remove(keeper, name)
                ? new Outcome.Done<>(true)
                : Outcome.refused(missing(keeper, name));
    }

    /** Why a step cannot have what is under a name that nobody has made. */
    public static Problem missing(Keeper keeper, String name) {
        return new Problem(
                ErrorCode.NOT_FOUND,
                named(keeper, shown(name)) + " does not exist",
                "Create it: penstock %s create %s --from-literal KEY=VALUE"
                        .formatted(command(keeper), shown(name)));
    }

    /** Why a step cannot have what is under a name that another key sealed. */
    public static Problem sealed(Keeper keeper, String name) {
        return new Problem(
                ErrorCode.FAILED_PRECONDITION,
                named(keeper, shown(name)) + " was sealed with another key than this server has",
                "Start the server with that PENSTOCK_SECRETS_KEY, or delete and create it anew.");
    }

    /** For instance {@code secret 'db'}. */
    public static String named(Keeper keeper, String name) {
        return (keeper == Keeper.SECRET ? "secret '" : "config map '") + shown(name) + "'";
    }

    /** How its command is called. */
    public static String command(Keeper keeper) {
        return keeper == Keeper.SECRET ? "secret" : "config";
    }

    private @Nullable Problem refusal(Keepers.Write write) {
        String what = named(write.keeper(), write.name());
        if (write.name().length() > LONGEST_NAME || !NAME.matcher(write.name()).matches()) {
            return invalid(
                    what + " has a name that Kubernetes does not allow",
                    "Use at most 253 lower-case letters, digits, '-' and '.', beginning and ending"
                            + " with a letter or digit.");
        }
        for (String key : write.data().keySet()) {
            if (!KEY.matcher(key).matches() || key.equals(".") || key.startsWith("..")) {
                return invalid(
                        what + " would have the key '" + shown(key) + "'",
                        "Use at most 253 letters, digits, '-', '_' and '.' for a key, not beginning"
                                + " with '..'.");
            }
        }
        long bytes = bytes(write.data());
        if (bytes > Keepers.MOST_BYTES) {
            return tooLarge(write, bytes);
        }
        boolean full = keepers.list(write.keeper()).size() >= MOST_NAMES;
        return full && keepers.find(write.keeper(), write.name()) instanceof Found.Missing
                ? new Problem(
                        ErrorCode.LIMIT_EXCEEDED,
                        what + " would be one more than " + MOST_NAMES,
                        "Delete some that are not needed.")
                : null;
    }

    private static Problem tooLarge(Keepers.Write write, long bytes) {
        return new Problem(
                ErrorCode.LIMIT_EXCEEDED,
                "%s would hold %d bytes (expected: at most %d)"
                        .formatted(named(write.keeper(), write.name()), bytes, Keepers.MOST_BYTES),
                "Pass large content as an artifact or on a volume.");
    }

    private static long bytes(SortedMap<String, byte[]> data) {
        return data.values().stream().mapToLong(value -> value.length).sum();
    }

    private static Problem invalid(String message, String hint) {
        return new Problem(ErrorCode.INVALID_ARGUMENT, message, hint);
    }

    private static <T> Outcome<T> refused(ErrorCode code, String message, String hint) {
        return Outcome.refused(new Problem(code, message, hint));
    }

    /** Short enough for a message, without control characters. */
    private static String shown(String text) {
        String start = text.length() > LONGEST_NAME ? text.substring(0, 80) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
