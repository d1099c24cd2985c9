package penstock.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, as its exit file says.
 *
 * @param outOfMemory its memory limit in bytes if it ended because it used more; 0 otherwise
 */
record ExitRecord(
        Ending ending,
        boolean timedOut,
        @Nullable String stoppedBy,
        Duration took,
        long outOfMemory) {

    /** The four ways to end. */
    sealed interface Ending {
        /** Its program gave an exit code. */
        record Code(int code) implements Ending {}

        /** A signal killed its program. */
        record Signal(int number) implements Ending {}

        /**
         * Its program was never started.
         *
         * @param stage what failed, see {@code PROTOCOL.md}
         */
        record NeverStarted(String stage, String what) implements Ending {}

        /** Nobody saw its end. */
        record Lost(String why) implements Ending {}
    }

    /** Whether its program was started, for all we know. */
    boolean ran() {
        return ending instanceof Ending.Code || ending instanceof Ending.Signal;
    }

    static ExitRecord read(AttemptFolder folder) throws IOException {
        try {
            return of(Json.read(Files.readString(folder.exit())));
        } catch (JsonProcessingException e) {
            // A power cut can leave an unsynced file empty.
            String why = "the record of its end is unreadable, as after a power cut";
            return new ExitRecord(new Ending.Lost(why), false, null, Duration.ZERO, 0);
        }
    }

    private static ExitRecord of(JsonNode fields) {
        JsonNode by = fields.path("stopped_by");
        long took = fields.path("finished_at").asLong() - fields.path("started_at").asLong();
        return new ExitRecord(
                ending(fields),
                fields.path("timed_out").asBoolean(false),
                by.isTextual() ? by.asText() : null,
                Duration.ofMillis(Math.max(0, took)),
                fields.path("memory_limit_bytes").asLong(0));
    }

    private static Ending ending(JsonNode fields) {
        if (fields.has("lost")) {
            return new Ending.Lost(fields.path("lost").asText());
        }
        if (fields.has("problem")) {
            JsonNode problem = fields.path("problem");
            return new Ending.NeverStarted(
                    problem.path("stage").asText(), problem.path("what").asText());
        }
        if (fields.has("signal")) {
            return new Ending.Signal(fields.path("signal").asInt());
        }
        return fields.has("code")
                ? new Ending.Code(fields.path("code").asInt())
                : new Ending.Lost("the record of its end says nothing");
    }
}
