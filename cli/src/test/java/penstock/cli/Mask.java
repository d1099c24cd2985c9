package penstock.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts words where a snapshot would differ from run to run: ids, times, ports, folders.
 *
 * @param words stand for something of this run; also understood in commands
 */
record Mask(List<Word> words) {
    private static final SequencedMap<Pattern, String> PATTERNS = new LinkedHashMap<>();

    static {
        mask("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
        mask("http://(localhost|127\\.0\\.0\\.1):\\d{5}", "http://localhost:PORT");
        mask("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
        mask("\\b(\\d+ ms|\\d+\\.\\d s|\\d+ m \\d\\d s)\\b", "DURATION");
        mask("(?<=\"version\" : )\\d+", "VERSION");
        mask("(?<=process )\\d+", "PID");
        mask("Java [^)]+|(?<=\"java\" : \")[^\"]+", "JAVA");
    }

    /** A word and what it stands for. */
    record Word(String word, String meaning) {
        static Word of(String word, Object meaning) {
            return new Word(word, meaning.toString());
        }
    }

    private static void mask(String pattern, String word) {
        PATTERNS.put(Pattern.compile(pattern), word);
    }

    Mask with(String word, Object meaning) {
        List<Word> all = new ArrayList<>(words);
        all.add(Word.of(word, meaning));
        return new Mask(all);
    }

    /** A command with the words replaced by what they stand for. */
    String fill(String command) {
        String filled = command;
        for (Word word : words) {
            filled = filled.replaceAll("\\b" + word.word() + "\\b", word.meaning());
        }
        return filled;
    }

    /**
     * The opposite, for what was printed. Lines about steps that wait or run are left out: whether
     * a moment is seen depends on how long it lasts.
     */
    String hide(String printed) {
        String hidden =
                printed.replace(SnapshotTest.DOCUMENTS + "/", "")
                        .replace(SnapshotTest.DOCUMENTS.toString(), ".");
        for (Word word : words) {
            hidden = hidden.replace(word.meaning(), word.word());
        }
        for (Map.Entry<Pattern, String> one : PATTERNS.entrySet()) {
            hidden = one.getKey().matcher(hidden).replaceAll(one.getValue());
        }
        return hidden.lines()
                .filter(line -> !line.matches("  [○●] .*"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
