package penstock.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user can choose about steps as processes.
 *
 * @param data the server's data folder, absolute
 * @param environment the server's own variables
 * @param pass names of variables that steps get from the server's
 * @param images what stands for images, by pattern; see {@link Images}
 * @param privateView give each step its own view of the file system where that works
 * @param logBytes output kept of one attempt; the rest is dropped but for its end
 * @param grace between asking a step to end and ending it
 * @param timeout for every attempt; null for none
 * @param devices accelerators of this machine, by the ids that CUDA takes
 */
public record RunnerSettings(
        Path data,
        Map<String, String> environment,
        List<String> pass,
        SequencedMap<String, ImageMapping> images,
        boolean privateView,
        long logBytes,
        Duration grace,
        @Nullable Duration timeout,
        List<String> devices) {

    private static final long DEFAULT_LOG_BYTES = 64L << 20;
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    /** Settings of a machine without accelerators. */
    public RunnerSettings(
            Path data,
            Map<String, String> environment,
            List<String> pass,
            SequencedMap<String, ImageMapping> images,
            boolean privateView,
            long logBytes,
            Duration grace,
            @Nullable Duration timeout) {
        this(data, environment, pass, images, privateView, logBytes, grace, timeout, List.of());
    }

    public RunnerSettings {
        devices = List.copyOf(devices);
        environment = Map.copyOf(environment);
        pass = List.copyOf(pass);
        images = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(images));
        if (!data.isAbsolute()) {
            throw new IllegalArgumentException("data folder: " + data + " (expected: absolute)");
        }
    }

    /** What holds when the user has chosen nothing. */
    public static RunnerSettings defaults(Path data, Map<String, String> environment) {
        return new RunnerSettings(
                data,
                environment,
                List.of(),
                new LinkedHashMap<>(),
                true,
                DEFAULT_LOG_BYTES,
                DEFAULT_GRACE,
                null);
    }

    /** The same for a machine with these accelerators. */
    public RunnerSettings with(List<String> accelerators) {
        return new RunnerSettings(
                data,
                environment,
                pass,
                images,
                privateView,
                logBytes,
                grace,
                timeout,
                accelerators);
    }

    /** The folder that steps share as HOME. */
    Path home() {
        return data.resolve(StepPlaces.HOME);
    }

    /** The folder of an attempt. */
    AttemptFolder folder(String attemptUuid) {
        return new AttemptFolder(data.resolve("attempts").resolve(attemptUuid));
    }

    Supervisor.Limits limits() {
        return new Supervisor.Limits(logBytes, grace, timeout);
    }
}
