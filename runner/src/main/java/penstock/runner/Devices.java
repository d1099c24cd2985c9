package penstock.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Which accelerator is whose. What an attempt holds is written in its order, so that a later server
 * knows it too: a device is given again only when the attempt that had it has ended.
 */
final class Devices {

    /** Where an order names its devices, among its facts. */
    static final String FACT = "devices";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final List<String> all;
    private final SequencedMap<String, String> holders = new LinkedHashMap<>();
    private final SequencedMap<String, AttemptFolder> inherited = new LinkedHashMap<>();

    private Devices(List<String> all) {
        this.all = List.copyOf(all);
    }

    /**
     * The devices of this machine, some of which attempts hold that an earlier server started.
     *
     * @param all their ids, as CUDA takes them
     */
    static Devices of(List<String> all, Path attempts) throws IOException {
        Devices devices = new Devices(all);
        if (!all.isEmpty()) {
            for (AttemptFolder folder : Leftovers.in(attempts)) {
                devices.inherit(folder);
            }
        }
        return devices;
    }

    /** Whether there are any. */
    boolean areHere() {
        return !all.isEmpty();
    }

    /** Gives an attempt so many, waiting until they are free; what it holds already counts. */
    synchronized List<String> take(String attempt, int count) throws InterruptedException {
        int most = Math.min(count, all.size());
        List<String> taken = held(attempt);
        while (taken.size() < most) {
            freeEnded();
            for (String device : all) {
                if (taken.size() < most && holders.putIfAbsent(device, attempt) == null) {
                    taken.add(device);
                }
            }
            if (taken.size() < most) {
                wait(LOOK_AGAIN.toMillis());
            }
        }
        taken.sort(Comparator.comparingInt(all::indexOf));
        return taken;
    }

    /** The attempt has ended, or will not start. */
    synchronized void release(String attempt) {
        inherited.remove(attempt);
        holders.values().removeIf(attempt::equals);
        notifyAll();
    }

    private List<String> held(String attempt) {
        List<String> held = new ArrayList<>();
        holders.forEach((device, holder) -> {
            if (holder.equals(attempt)) {
                held.add(device);
            }
        });
        return held;
    }

    private void inherit(AttemptFolder folder) throws IOException {
        if (folder.isOrdered() && !folder.hasEnded()) {
            JsonNode order = Json.read(Files.readString(folder.order()));
            String attempt = order.path("attempt").asText();
            for (JsonNode device : order.path("facts").path(FACT)) {
                holders.put(device.asText(), attempt);
                inherited.put(attempt, folder);
            }
        }
    }

    /** An attempt of an earlier server that nobody asks for any more ends unnoticed. */
    private void freeEnded() {
        for (Map.Entry<String, AttemptFolder> each : List.copyOf(inherited.entrySet())) {
            if (each.getValue().hasEnded() || !Files.exists(each.getValue().order())) {
                release(each.getKey());
            }
        }
    }
}
