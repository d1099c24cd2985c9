package penstock.compiler.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import penstock.compiler.Compilation;
import penstock.compiler.PlanText;
import penstock.compiler.cel.CelEvaluator;
import penstock.spec.Severity;
import penstock.spec.document.Limits;

/** Whatever happens to a document, compiling it ends in a plan or in diagnostics, and soon. */
class MutationTest {
    private static final long SEED = Long.getLong("penstock.seed", 20_260_101L);
    private static final int ROUNDS = Integer.getInteger("penstock.rounds", 200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Pieces that mean something to one of the languages inside a document. */
    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    "- ",
                    "&a ",
                    "*a",
                    "<<: *a",
                    "!!int ",
                    "'",
                    "\"",
                    "|\n",
                    ">-\n",
                    "---\n",
                    "...\n",
                    "\t",
                    "\0",
                    "\ud83d",
                    "\u2028",
                    "%YAML 1.1\n",
                    "? ",
                    "#",
                    "~",
                    "null",
                    "true",
                    ".nan",
                    "1e999",
                    "-1",
                    "99999999999999999999",
                    "0x",
                    "{{$",
                    "}}",
                    "{{$}}",
                    "{{$.inputs.parameters['text']}}",
                    "{\"Concat\": [",
                    "{\"IfPresent\":",
                    "\\ud800",
                    "root",
                    "comp-a",
                    "a/b",
                    "..",
                    "componentRef: {name: root}",
                    "inputs.parameter_values['",
                    "parseJson(",
                    "2.1.0",
                    "PK",
                    "é",
                    "😀");

    private final KfpFrontend frontend = new KfpFrontend(Limits.DEFAULT, new CelEvaluator());

    @Test
    void neverThrowsAndNeverHangs() throws IOException {
        Random random = new Random(SEED);
        int compiled = 0;
        int refused = 0;
        for (byte[] document : documents()) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] mutant = mutant(document, random);
                switch (compileInTime(mutant)) {
                    case Compilation.Compiled(var plan, var _) -> {
                        compiled++;
                        assertThat(PlanText.of(plan)).isNotEmpty();
                    }
                    case Compilation.Refused(var diagnostics) -> {
                        refused++;
                        assertThat(diagnostics).anyMatch(d -> d.severity() == Severity.ERROR);
                    }
                }
            }
        }
        assertThat(compiled).as("mutants that still compile").isGreaterThan(50);
        assertThat(refused).as("mutants that are refused").isGreaterThan(50);
    }

    private Compilation compileInTime(byte[] mutant) {
        long start = System.nanoTime();
        try {
            Compilation compilation = frontend.compile(mutant);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).as(() -> shown(mutant)).isLessThan(LONGEST);
            return compilation;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ": " + shown(mutant), e);
        }
    }

    private static byte[] mutant(byte[] document, Random random) {
        byte[] mutant = document;
        int changes = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            mutant =
                    switch (random.nextInt(10)) {
                        case 0 -> flipped(mutant, random);
                        case 1 -> withPiece(mutant, random);
                        case 2 -> without(mutant, random);
                        case 3 -> doubled(mutant, random);
                        case 4 -> Arrays.copyOf(mutant, 1 + random.nextInt(mutant.length));
                        case 5 -> linesSwapped(mutant, random);
                        default -> wordsSwapped(mutant, random);
                    };
        }
        return mutant;
    }

    private static byte[] flipped(byte[] document, Random random) {
        byte[] copy = document.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private static byte[] withPiece(byte[] document, Random random) {
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        int at = random.nextInt(document.length);
        return joined(
                Arrays.copyOf(document, at),
                piece.repeat(random.nextInt(50) == 0 ? 3_000 : 1).getBytes(StandardCharsets.UTF_8),
                Arrays.copyOfRange(document, at, document.length));
    }

    private static byte[] without(byte[] document, Random random) {
        int from = random.nextInt(document.length);
        int to = Math.min(document.length, from + 1 + random.nextInt(60));
        byte[] left =
                joined(
                        Arrays.copyOf(document, from),
                        Arrays.copyOfRange(document, to, document.length));
        return left.length == 0 ? document : left;
    }

    private static byte[] doubled(byte[] document, Random random) {
        int from = random.nextInt(document.length);
        int to = Math.min(document.length, from + 1 + random.nextInt(200));
        return joined(
                Arrays.copyOf(document, to), Arrays.copyOfRange(document, from, document.length));
    }

    private static byte[] linesSwapped(byte[] document, Random random) {
        return swapped(document, "(?<=\n)", random);
    }

    private static byte[] wordsSwapped(byte[] document, Random random) {
        return swapped(document, "(?<=[ :,{}\\[\\]\n'\"])|(?=[ :,{}\\[\\]\n'\"])", random);
    }

    private static byte[] swapped(byte[] document, String border, Random random) {
        String[] parts = new String(document, StandardCharsets.ISO_8859_1).split(border, -1);
        int left = random.nextInt(parts.length);
        int right = random.nextInt(parts.length);
        String kept = parts[left];
        parts[left] = parts[right];
        parts[right] = kept;
        byte[] result = String.join("", parts).getBytes(StandardCharsets.ISO_8859_1);
        return result.length == 0 ? document : result;
    }

    private static byte[] joined(byte[]... pieces) {
        int length = Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
        byte[] result = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, result, at, piece.length);
            at += piece.length;
        }
        return result;
    }

    private static String shown(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    private static List<byte[]> documents() throws IOException {
        String root = Objects.requireNonNullElse(System.getProperty("penstock.root"), "..");
        Path golden = Path.of(root).resolve("compiler/src/test/golden");
        List<byte[]> documents = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(golden)) {
            for (Path path : paths.filter(p -> p.endsWith("input.yaml")).sorted().toList()) {
                documents.add(Files.readAllBytes(path));
            }
        }
        return documents;
    }
}
