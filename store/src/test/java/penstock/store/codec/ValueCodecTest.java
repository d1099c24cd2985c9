package penstock.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.plan.Value;

class ValueCodecTest {

    @Test
    void everyValueComesBackEqual() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            Value value = value(random, 4);
            String json = JsonOut.text(out -> ValueCodec.write(out, value));

            assertThat(JsonIn.read(json)).as(json).isEqualTo(value);
        }
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> Value.NULL;
            case 1 -> new Value.Bool(random.nextBoolean());
            case 2 -> new Value.Int(random.nextLong() >> random.nextInt(64));
            case 3 -> new Value.Real(real(random));
            case 4 -> new Value.Text(text(random));
            case 5 -> {
                List<Value> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield new Value.Items(items);
            }
            default -> {
                SortedMap<String, Value> fields = new TreeMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    fields.put(text(random), value(random, depth - 1));
                }
                yield new Value.Struct(fields);
            }
        };
    }

    private static double real(Random random) {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) ? any : random.nextInt(100);
    }

    /** Any characters, unpaired surrogates included. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65_536)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1}x",
                "nul",
                "\"open",
                "1 2",
                "99999999999999999999"
            })
    void whatIsNotOneJsonValueIsRefused(String json) {
        assertThatThrownBy(() -> JsonIn.read(json)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void aStoredObjectIsReadStrictly() {
        assertThatThrownBy(() -> Fields.of("x", JsonIn.read("{\"a\":1,\"b\":2}"), "a"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("x has the unknown field 'b'");
        assertThatThrownBy(() -> Fields.of("x", JsonIn.read("{}"), "a").text("a"))
                .hasMessage("x lacks the field 'a'");
        assertThatThrownBy(() -> Fields.of("x", JsonIn.read("{\"a\":1}"), "a").text("a"))
                .isInstanceOf(UnreadableException.class);
    }
}
