package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows a run to its end, showing what happens. */
final class RunWatch {

    private static final int MAX_RECONNECTS = 60;
    private static final Duration RECONNECT_AFTER = Duration.ofMillis(500);

    private final Api api;
    private final String run;
    private final RunView view;
    private final Terminal terminal;

    RunWatch(Api api, String run, Terminal terminal) {
        this.api = api;
        this.run = run;
        this.terminal = terminal;
        this.view = new RunView(terminal);
    }

    /** The task rows seen so far. */
    RunView view() {
        return view;
    }

    /** Blocks until the run has ended; answers with its last projection. */
    JsonNode untilEnd() {
        try (ScheduledExecutorService ticker = ticker()) {
            for (int lost = 0; lost < MAX_RECONNECTS; lost++) {
                JsonNode ended = follow();
                if (ended != null) {
                    ticker.shutdownNow();
                    return ended;
                }
                pause();
            }
        }
        throw new CliFailure(
                "the connection to " + api.base() + " keeps breaking",
                "The run goes on; look again with './penstock runs watch " + run + "'.");
    }

    /** The run's last projection, or null when the stream broke before its end. */
    private @Nullable JsonNode follow() {
        String path = "/apis/penstock/v1/runs/" + run + "/events";
        try (Events events = new Events(api.stream(path).body())) {
            for (Events.Event event = events.next(); event != null; event = events.next()) {
                if (event.name().equals("tasks")) {
                    synchronized (view) {
                        view.update(event.data().path("tasks"));
                    }
                } else if (event.name().equals("end")) {
                    return api.get("/apis/penstock/v1/runs/" + run);
                }
            }
            return null;
        } catch (IOException | CliFailure.Unreachable e) {
            return null;
        }
    }

    private ScheduledExecutorService ticker() {
        ScheduledExecutorService ticker =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("progress").factory());
        if (terminal.isInteractive()) {
            Future<?> _ = ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
        }
        return ticker;
    }

    private void tick() {
        synchronized (view) {
            view.redraw();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECONNECT_AFTER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("interrupted", "");
        }
    }
}
