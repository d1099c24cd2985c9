package penstock.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cancels a run when this process is interrupted (Ctrl-C, SIGTERM) while it waits for it, and gives
 * the steps a moment to end. The JVM ends with status 130 after SIGINT by itself.
 */
final class Interruption {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Set<String> ENDED =
            new TreeSet<>(Set.of("SUCCEEDED", "FAILED", "SKIPPED", "CANCELED"));

    private final AtomicBoolean armed = new AtomicBoolean(true);

    private Interruption() {}

    static Interruption cancels(Api api, String run, Terminal terminal) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() -> interruption.cancel(api, run, terminal)));
        return interruption;
    }

    /** The run has ended: nothing is left to cancel. */
    void disarm() {
        armed.set(false);
    }

    private void cancel(Api api, String run, Terminal terminal) {
        if (!armed.getAndSet(false)) {
            return;
        }
        terminal.note("Interrupted: cancelling run " + run);
        try {
            api.post("/apis/v2beta1/runs/" + run + ":terminate", Api.JSON.createObjectNode());
            awaitEnd(api, run);
        } catch (CliFailure failure) {
            terminal.error(failure.message(), failure.hint());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(Api api, String run) throws InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(giveUp)) {
            String state = api.get("/apis/penstock/v1/runs/" + run).path("state").asText();
            if (ENDED.contains(state)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
