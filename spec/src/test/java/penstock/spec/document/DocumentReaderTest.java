package penstock.spec.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.spec.DiagnosticCode;
import penstock.spec.Reading;
import penstock.spec.Span;
import penstock.spec.document.ScalarNode.Kind;

class DocumentReaderTest {
    private final DocumentReader reader = new DocumentReader(Limits.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "null, NULL",
        "~, NULL",
        "true, BOOL",
        "FALSE, BOOL",
        "yes, TEXT",
        "on, TEXT",
        "n, TEXT",
        "0, INT",
        "-12, INT",
        "+3, INT",
        "010, INT",
        "0x1F, INT",
        "0o17, INT",
        "1_000, TEXT",
        "1.0, FLOAT",
        ".5, FLOAT",
        "1., FLOAT",
        "1e5, FLOAT",
        "-.inf, FLOAT",
        ".NaN, FLOAT",
        "1.2.3, TEXT",
        "2020-01-01, TEXT",
        "12:30:00, TEXT",
        "., TEXT",
        "+, TEXT",
        "e5, TEXT",
        "'\"1\"', TEXT",
        "0b1, TEXT",
        "0x, TEXT",
        "-0x1, TEXT"
    })
    void tellsScalarsApartAsTheCoreSchemaDoes(String text, Kind kind) {
        assertThat(scalar(text).kind()).isEqualTo(kind);
    }

    @Test
    void readsNumbersExactly() {
        assertThat(scalar("9007199254740993").integer()).hasValue(9007199254740993L);
        assertThat(scalar("9223372036854775808").integer()).isEmpty();
        assertThat(scalar("9223372036854775808").number()).isEqualTo(0x1p63);
        assertThat(scalar("0xFFFFFFFFFFFFFFFF").number()).isEqualTo(0x1p64);
        assertThat(scalar("0o17").integer()).hasValue(15);
        assertThat(scalar("-1.5e-3").number()).isEqualTo(-0.0015);
        assertThat(scalar("-.inf").number()).isNegative().isInfinite();
    }

    @Test
    void knowsWhichNumbersAreTextForAYaml11Writer() {
        assertThat(scalar("1e5").isTextInYaml11()).isTrue();
        assertThat(scalar("0o17").isTextInYaml11()).isTrue();
        assertThat(scalar("1.0e+5").isTextInYaml11()).isFalse();
        assertThat(scalar("0xE1").isTextInYaml11()).isFalse();
        assertThat(scalar("10").isTextInYaml11()).isFalse();
    }

    @Test
    void givesEveryNodeItsPlace() {
        MapNode map = (MapNode) one("# comment\na: 1\nlist:\n- x\n- {k: \"é\", z: '🙂', y: 2}\n");
        assertThat(Objects.requireNonNull(map.get("a")).span()).isEqualTo(new Span(2, 4, 2, 5));
        assertThat(Objects.requireNonNull(map.entries().get("list")).keySpan())
                .isEqualTo(new Span(3, 1, 3, 5));
        ListNode list = (ListNode) Objects.requireNonNull(map.get("list"));
        MapNode inner = (MapNode) list.items().get(1);
        assertThat(Objects.requireNonNull(inner.get("y")).span()).hasToString("5:23");
    }

    @Test
    void readsJson() {
        Node node = one("{\"a\":[1,2.50,true,null,\"x\\/\\u00e9\\ud83d\\ude42\"],\t\"b\":{}}");
        MapNode map = (MapNode) node;
        ListNode list = (ListNode) Objects.requireNonNull(map.get("a"));
        assertThat(((ScalarNode) list.items().getLast()).text()).isEqualTo("x/é🙂");
        assertThat(((ScalarNode) list.items().get(1)).text()).isEqualTo("2.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\r\nb: 2\r\n", "\uFEFFa: 1\nb: 2", "--- \na: 1\nb: 2\n...\n"})
    void readsAnyLineEndAndByteOrderMark(String text) {
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
            Reading<List<Node>> reading = reader.read(text.getBytes(charset));
            assertThat(((Reading.Done<List<Node>>) reading).value()).hasSize(1);
        }
    }

    @Test
    void readsEveryDocumentOfAStream() {
        Reading<List<Node>> reading = reader.read("a: 1\n---\n---\n- b\n");
        assertThat(((Reading.Done<List<Node>>) reading).value()).hasSize(3);
        assertThat(((Reading.Done<List<Node>>) reader.read("# nothing")).value()).isEmpty();
    }

    @Test
    void appliesMergeKeysBelowTheMapsOwnEntries() {
        MapNode map =
                (MapNode) one("base: &b {x: 1, y: 2}\nm: {<<: [{y: 0}, *b], x: 3, \"<<\": 4}");
        MapNode merged = (MapNode) Objects.requireNonNull(map.get("m"));
        assertThat(merged.entries().keySet()).containsExactly("x", "<<", "y");
        assertThat(((ScalarNode) Objects.requireNonNull(merged.get("x"))).text()).isEqualTo("3");
        assertThat(((ScalarNode) Objects.requireNonNull(merged.get("y"))).text()).isEqualTo("0");
    }

    @Test
    void takesScalarKeysAsText() {
        MapNode map = (MapNode) one("1: a\ntrue: b\n? x\n: c");
        assertThat(map.entries().keySet()).containsExactly("1", "true", "x");
    }

    @Test
    void readsAsDeepAsTheLimitAndNoDeeper() {
        String ok = "[".repeat(200) + "]".repeat(200);
        assertThat(reader.read(ok)).isInstanceOf(Reading.Done.class);
        refused("[" + ok + "]", DiagnosticCode.TOO_DEEP);
        refused("[".repeat(1_000_000), DiagnosticCode.TOO_DEEP);
        String half = "a: &a " + "[".repeat(150) + "]".repeat(150) + "\nb: ";
        assertThat(reader.read(half + "[".repeat(49) + "*a" + "]".repeat(49)))
                .isInstanceOf(Reading.Done.class);
        refused(half + "[".repeat(50) + "*a" + "]".repeat(50), DiagnosticCode.TOO_DEEP);
    }

    @Test
    void countsWhatAliasesRepeat() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 12; i++) {
            String alias = "*a" + (i - 1);
            laughs.append("a" + i + ": &a" + i + " [" + (alias + ", ").repeat(9) + alias + "]\n");
        }
        refused(laughs.toString(), DiagnosticCode.TOO_MANY_NODES);
    }

    @Test
    void refusesWhatIsTooLarge() {
        DocumentReader small = new DocumentReader(new Limits(10, 5, 5));
        assertThat(code(small.read("0123456789a"))).isEqualTo(DiagnosticCode.TOO_LARGE);
        assertThat(code(small.read(new byte[11]))).isEqualTo(DiagnosticCode.TOO_LARGE);
        assertThat(code(small.read("[1,2,3,4,5"))).isEqualTo(DiagnosticCode.TOO_MANY_NODES);
    }

    @ParameterizedTest
    @CsvSource({
        "'a: *b', BAD_ALIAS", "'a: &a [*a]', BAD_ALIAS", "'a: !x 1', BAD_TAG",
        "'a: !!binary aGk=', BAD_TAG", "'a: !!int x', BAD_TAG", "'!!set {a}', BAD_TAG",
        "'{a: 1, a: 2}', DUPLICATE_KEY", "'? [a]\n: 1', BAD_KEY", "'~: 1', BAD_KEY",
        "'<<: 1', BAD_MERGE", "'a: \"\\0\"', BAD_CHARACTER", "'a: \"\\ud800\"', BAD_CHARACTER",
        "'a: \"\\ude00x\"', BAD_CHARACTER", "'a: [', SYNTAX_ERROR", "'\ta: 1', SYNTAX_ERROR",
        "'a: b: c', SYNTAX_ERROR", "'%YAML 9', SYNTAX_ERROR", "'a: @x', SYNTAX_ERROR"
    })
    void refusesWhatHasNoMeaning(String text, DiagnosticCode code) {
        refused(text, code);
    }

    @Test
    void refusesControlCharactersAndSaysWhere() {
        Reading<List<Node>> reading = reader.read("a: 1\nb: \u0007");
        assertThat(code(reading)).isEqualTo(DiagnosticCode.BAD_CHARACTER);
        assertThat(reading.diagnostics().getFirst().span()).hasToString("2:4");
    }

    @Test
    void refusesBytesThatAreNoTextAndSaysWhere() {
        byte[] latin1 = "a: 1\nb: caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1);
        Reading<List<Node>> reading = reader.read(latin1);
        assertThat(code(reading)).isEqualTo(DiagnosticCode.UNREADABLE_TEXT);
        assertThat(reading.diagnostics().getFirst().span()).hasToString("2:7");
        assertThat(code(reader.read(new byte[] {'a', (byte) 0xC3})))
                .isEqualTo(DiagnosticCode.UNREADABLE_TEXT);
    }

    private void refused(String text, DiagnosticCode code) {
        assertThat(code(reader.read(text))).isEqualTo(code);
    }

    private static DiagnosticCode code(Reading<List<Node>> reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return reading.diagnostics().getFirst().code();
    }

    private Node one(String text) {
        return ((Reading.Done<List<Node>>) reader.read(text)).value().getFirst();
    }

    private ScalarNode scalar(String text) {
        return (ScalarNode) one(text);
    }
}
