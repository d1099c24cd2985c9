package penstock.runner.inside;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.engine.Outputs;
import penstock.plan.Component.VolumeChange.Change;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.runner.volume.Quantity;
import penstock.runner.volume.VolumeName;
import penstock.runner.volume.Volumes;

/** Makes and removes volumes as KFP's pseudo components for claims do. */
public final class VolumeWork {

    private static final List<String> MODES =
            List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");

    private final Volumes volumes;
    private final InstantSource clock;

    /** Works on {@code volumes}. */
    public VolumeWork(Volumes volumes, InstantSource clock) {
        this.volumes = volumes;
        this.clock = clock;
    }

    AttemptResult run(AttemptOrder order, Change change) throws IOException {
        return switch (change) {
            case CREATE -> create(order);
            case DELETE -> delete(order);
        };
    }

    void forget(AttemptId attempt) throws IOException {
        volumes.forget(attempt.uuid());
    }

    private AttemptResult create(AttemptOrder order) throws IOException {
        String given = text(order, "pvc_name");
        String suffix = text(order, "pvc_name_suffix");
        String size = text(order, "size");
        String fault = fault(order, given, suffix, size);
        if (fault != null) {
            return failed(ErrorCode.INVALID_ARGUMENT, fault, "Correct the task's arguments.");
        }
        // Of the attempt, so that doing it again after a crash finds what it made.
        String name = given.isEmpty() ? order.attempt().uuid() + suffix : given;
        if (!VolumeName.isAllowed(name)) {
            return failed(
                    ErrorCode.INVALID_ARGUMENT,
                    "a volume cannot be called " + VolumeName.shown(name),
                    "Use at most 253 lower-case letters, digits, '-' and '.'.");
        }
        String run = order.run().run().value();
        Volumes.Making making = new Volumes.Making(name, order.attempt().uuid(), run, size);
        if (!volumes.make(making, clock.instant())) {
            return failed(
                    ErrorCode.ALREADY_EXISTS,
                    "volume '" + name + "' exists already",
                    "Delete it at the end of the pipeline that makes it, or now: penstock volume rm "
                            + name);
        }
        SortedMap<String, Value> outputs = new TreeMap<>();
        outputs.put("name", new Value.Text(name));
        return new AttemptResult.Succeeded(new Outputs(outputs, new TreeMap<>()));
    }

    private AttemptResult delete(AttemptOrder order) throws IOException {
        String name = text(order, "pvc_name");
        boolean removed =
                VolumeName.isAllowed(name) && volumes.remove(name, order.attempt().uuid());
        return removed
                ? new AttemptResult.Succeeded(Outputs.NONE)
                : failed(
                        ErrorCode.NOT_FOUND,
                        "volume " + VolumeName.shown(name) + " does not exist",
                        "'penstock volume list' shows those that do.");
    }

    private static @Nullable String fault(
            AttemptOrder order, String name, String suffix, String size) {
        if (!name.isEmpty() && !suffix.isEmpty()) {
            return "both pvc_name '%s' and pvc_name_suffix '%s' are given (expected: one at most)"
                    .formatted(name, suffix);
        }
        if (Quantity.bytes(size).isEmpty()) {
            return "size '" + size + "' is no quantity (expected: as 5Gi)";
        }
        if (!isAbsent(order, "data_source")) {
            return "data_source is given, which needs a cluster";
        }
        Value modes = order.inputs().parameters().getOrDefault("access_modes", Value.NULL);
        boolean known =
                modes instanceof Value.Items(List<Value> values)
                        && !values.isEmpty()
                        && values.stream()
                                .allMatch(value ->
                                        value instanceof Value.Text(String mode)
                                                && MODES.contains(mode));
        return known
                ? null
                : "access_modes is "
                        + ValueText.json(modes)
                        + " (expected: a list of some of "
                        + String.join(", ", MODES)
                        + ")";
    }

    private static boolean isAbsent(AttemptOrder order, String input) {
        Value value = order.inputs().parameters().getOrDefault(input, Value.NULL);
        return value instanceof Value.Null
                || (value instanceof Value.Struct(Map<String, Value> fields) && fields.isEmpty());
    }

    private static String text(AttemptOrder order, String input) {
        return ValueText.plain(order.inputs().parameters().getOrDefault(input, Value.NULL));
    }

    private static AttemptResult failed(ErrorCode code, String message, String hint) {
        return new AttemptResult.Failed(new Problem(code, message, hint), null, false);
    }
}
