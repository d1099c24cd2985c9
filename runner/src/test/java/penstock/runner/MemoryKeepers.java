package penstock.runner;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.Keepers;
import penstock.plan.Kubernetes.Keeper;

/** Secrets and config maps in memory. */
final class MemoryKeepers implements Keepers {

    private final SortedMap<String, SortedMap<String, byte[]>> all = new TreeMap<>();

    void put(Keeper keeper, String name, String key, String value) {
        put(keeper, name, key, value.getBytes(StandardCharsets.UTF_8));
    }

    void put(Keeper keeper, String name, String key, byte[] value) {
        all.computeIfAbsent(keeper + "/" + name, _ -> new TreeMap<>()).put(key, value);
    }

    @Override
    public Found find(Keeper keeper, String name) {
        SortedMap<String, byte[]> data = all.get(keeper + "/" + name);
        return data == null
                ? new Found.Missing()
                : new Found.Open(
                        new Label(
                                name,
                                new ArrayList<>(data.keySet()),
                                1,
                                Instant.EPOCH,
                                Instant.EPOCH),
                        data);
    }

    @Override
    public List<Label> list(Keeper keeper) {
        throw new UnsupportedOperationException("steps name what they want");
    }

    @Override
    public Writing write(Write write, Instant at) {
        throw new UnsupportedOperationException("steps read");
    }

    @Override
    public boolean remove(Keeper keeper, String name) {
        throw new UnsupportedOperationException("steps read");
    }
}
