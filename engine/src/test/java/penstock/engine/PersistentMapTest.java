package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentMapTest {

    private static final int CHANGES = 3_000;

    /** A key that counts how often keys are compared. */
    private record Key(int value, AtomicInteger comparisons) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            comparisons.incrementAndGet();
            return Integer.compare(value, other.value);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void behavesAsASortedMapDoes(long seed) {
        Random random = new Random(seed);
        TreeMap<Integer, Integer> expected = new TreeMap<>();
        PersistentMap<Integer, Integer> map = PersistentMap.empty();
        for (int i = 0; i < CHANGES; i++) {
            int key = random.nextInt(400);
            if (random.nextInt(5) < 2) {
                expected.remove(key);
                map = map.without(key);
            } else {
                expected.put(key, i);
                map = map.with(key, i);
            }
            assertThat(map.get(key)).isEqualTo(expected.get(key));
            assertThat(map.containsKey(key)).isEqualTo(expected.containsKey(key));
            assertThat(map.size()).isEqualTo(expected.size());
            assertThat(map.isEmpty()).isEqualTo(expected.isEmpty());
            assertThat(map.first()).isEqualTo(expected.firstEntry());
            assertThat(map.last()).isEqualTo(expected.lastEntry());
        }
        assertThat(entries(map)).isEqualTo(List.copyOf(expected.entrySet()));
    }

    @Test
    void everyVersionStaysAsItWas() {
        Random random = new Random(7);
        List<PersistentMap<Integer, Integer>> versions = new ArrayList<>();
        List<List<Map.Entry<Integer, Integer>>> contents = new ArrayList<>();
        PersistentMap<Integer, Integer> map = PersistentMap.empty();
        for (int i = 0; i < 500; i++) {
            int key = random.nextInt(60);
            map = random.nextBoolean() ? map.with(key, i) : map.without(key);
            versions.add(map);
            contents.add(entries(map));
        }
        for (int i = 0; i < versions.size(); i++) {
            assertThat(entries(versions.get(i))).isEqualTo(contents.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ascending", "descending", "random"})
    void readingAndChangingCostLogarithmicallyManyComparisons(String order) {
        AtomicInteger comparisons = new AtomicInteger();
        int size = 20_000;
        double deepest = 1.45 * (Math.log(size + 2.0) / Math.log(2)) + 1;
        Random random = new Random(3);
        PersistentMap<Key, Boolean> map = PersistentMap.empty();
        int most = 0;
        for (int i = 0; i < size; i++) {
            int value =
                    switch (order) {
                        case "ascending" -> i;
                        case "descending" -> -i;
                        default -> random.nextInt();
                    };
            comparisons.set(0);
            map = map.with(new Key(value, comparisons), true);
            most = Math.max(most, comparisons.get());
        }
        assertThat(most).isLessThanOrEqualTo((int) deepest);

        List<Key> keys = new ArrayList<>();
        map.forEach(entry -> keys.add(entry.getKey()));
        Collections.shuffle(keys, random);
        for (Key key : keys) {
            comparisons.set(0);
            map = map.without(key);
            // Once to find it, once to remove it, once for the successor.
            assertThat(comparisons.get()).isLessThanOrEqualTo(3 * (int) deepest);
        }
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void equalEntriesMakeEqualMapsWhateverTheirHistory() {
        PersistentMap<Integer, String> one = PersistentMap.empty();
        PersistentMap<Integer, String> other = PersistentMap.empty();
        for (int i = 0; i < 50; i++) {
            one = one.with(i, "v" + i);
            other = other.with(49 - i, "v" + (49 - i)).with(100 + i, "passing");
        }
        for (int i = 0; i < 50; i++) {
            other = other.without(100 + i);
        }

        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(other.with(7, "else")).isNotEqualTo(one);
        assertThat(other.without(7)).isNotEqualTo(one);
        assertThat(other.without(7).with(70, "v7")).isNotEqualTo(one);
        assertThat(PersistentMap.<String, Integer>empty().with("k", 1)).hasToString("{k=1}");
    }

    private static <K extends Comparable<K>, V> List<Map.Entry<K, V>> entries(
            PersistentMap<K, V> map) {
        List<Map.Entry<K, V>> entries = new ArrayList<>();
        map.forEach(entries::add);
        return entries;
    }
}
