package penstock.runner.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a shell line into words where that needs no shell: blanks, quotes and continued lines. A
 * line that a shell would expand, redirect or sequence is refused, so that nothing is ever taken
 * for something it is not.
 */
final class ShellWords {
    /** Characters that mean something to a shell outside quotes. */
    private static final String SPECIAL = "$`;&|<>()*?[]~#!{}\n\\";

    /** Characters that mean something to a shell inside double quotes. */
    private static final String SPECIAL_IN_QUOTES = "$`\\!";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /** The words of {@code line}, or nothing where only a shell could tell. */
    static Optional<List<String>> split(String line) {
        ShellWords words = new ShellWords(line);
        return words.scan() ? Optional.of(List.copyOf(words.words)) : Optional.empty();
    }

    private boolean scan() {
        while (at < line.length()) {
            if (!step(line.charAt(at))) {
                return false;
            }
        }
        endWord();
        return true;
    }

    private boolean step(char c) {
        if (c == ' ' || c == '\t') {
            endWord();
            at++;
            return true;
        }
        if (c == '\\' && line.startsWith("\\\n", at)) {
            at += 2;
            return true;
        }
        if (c == '\'' || c == '"') {
            return quoted(c);
        }
        if (SPECIAL.indexOf(c) >= 0) {
            return false;
        }
        inWord = true;
        word.append(c);
        at++;
        return true;
    }

    private boolean quoted(char quote) {
        int end = line.indexOf(quote, at + 1);
        if (end < 0) {
            return false;
        }
        String text = line.substring(at + 1, end);
        if (quote == '"' && text.chars().anyMatch(c -> SPECIAL_IN_QUOTES.indexOf(c) >= 0)) {
            return false;
        }
        inWord = true;
        word.append(text);
        at = end + 1;
        return true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
