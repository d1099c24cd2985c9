package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Keepers;
import penstock.control.port.Keepers.Found;
import penstock.control.port.Keepers.Mode;
import penstock.control.port.Keepers.Writing;
import penstock.plan.Kubernetes.Keeper;

class SqlKeepersTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String VALUE = "correct horse battery staple";

    @RegisterExtension final OpenStore opened = new OpenStore();

    private Keepers keepers;

    @BeforeEach
    void open() {
        keepers = opened.store().keepers(new byte[Store.SEAL_KEY_BYTES]);
    }

    @Test
    void givesBackWhatWasWritten() {
        write("db", Mode.CREATE, "password", VALUE);

        Found.Open found = (Found.Open) keepers.find(Keeper.SECRET, "db");

        assertThat(text(found, "password")).isEqualTo(VALUE);
        assertThat(found.label())
                .isEqualTo(new Keepers.Label("db", List.of("password"), 1, NOW, NOW));
        assertThat(found.toString()).doesNotContain(VALUE);
        assertThat(keepers.find(Keeper.CONFIG_MAP, "db")).isInstanceOf(Found.Missing.class);
    }

    @Test
    void createsANameOnce() {
        write("db", Mode.CREATE, "a", "1");

        assertThat(write("db", Mode.CREATE, "a", "2")).isInstanceOf(Writing.Taken.class);
    }

    @Test
    void mergesOrReplacesKeysAndCountsVersions() {
        write("db", Mode.MERGE, "a", "1");
        write("db", Mode.MERGE, "b", "2");

        Found.Open merged = (Found.Open) keepers.find(Keeper.SECRET, "db");
        assertThat(merged.label().keys()).containsExactly("a", "b");
        assertThat(merged.label().version()).isEqualTo(2);

        write("db", Mode.REPLACE, "c", "3");
        assertThat(keepers.list(Keeper.SECRET))
                .singleElement()
                .satisfies(label -> assertThat(label.keys()).containsExactly("c"));
    }

    @Test
    void refusesMoreThanAMebibyteTogether() {
        write("db", Mode.CREATE, "a", "x".repeat(600_000));

        assertThat(write("db", Mode.MERGE, "b", "x".repeat(600_000)))
                .isEqualTo(new Writing.TooLarge(1_200_000));
        assertThat(write("db", Mode.REPLACE, "b", "x".repeat(600_000)))
                .isInstanceOf(Writing.Done.class);
    }

    @Test
    void keepsNoValueReadableOnDisk() throws IOException {
        write("db", Mode.CREATE, "password", VALUE);

        try (Stream<Path> files = Files.list(opened.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(file.toString()).doesNotContain(VALUE);
            }
        }
    }

    @Test
    void tellsValuesThatAnotherKeySealed() {
        write("db", Mode.CREATE, "password", VALUE);
        byte[] other = new byte[Store.SEAL_KEY_BYTES];
        other[0] = 1;
        Keepers strange = opened.store().keepers(other);

        assertThat(strange.find(Keeper.SECRET, "db")).isInstanceOf(Found.Sealed.class);
        assertThat(strange.write(one("db", Mode.MERGE, "a", "1"), NOW))
                .isInstanceOf(Writing.Sealed.class);
        assertThat(strange.write(one("db", Mode.REPLACE, "a", "1"), NOW))
                .isInstanceOf(Writing.Done.class);
    }

    @Test
    void forgetsWhatIsRemoved() {
        write("db", Mode.CREATE, "a", "1");

        assertThat(keepers.remove(Keeper.SECRET, "db")).isTrue();
        assertThat(keepers.remove(Keeper.SECRET, "db")).isFalse();
        assertThat(keepers.list(Keeper.SECRET)).isEmpty();
    }

    private Writing write(String name, Mode mode, String key, String value) {
        return keepers.write(one(name, mode, key, value), NOW);
    }

    private static Keepers.Write one(String name, Mode mode, String key, String value) {
        SortedMap<String, byte[]> data = new TreeMap<>();
        data.put(key, value.getBytes(StandardCharsets.UTF_8));
        return new Keepers.Write(Keeper.SECRET, name, mode, data);
    }

    private static String text(Found.Open found, String key) {
        byte[] value = found.value(key);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
