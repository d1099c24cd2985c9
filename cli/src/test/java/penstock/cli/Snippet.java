package penstock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page for users.
 *
 * @param place page and line
 * @param language the first word behind the fence, which is all that viewers look at
 * @param tag the rest: {@code test}, {@code serve}, or {@code skip:} with a reason
 */
record Snippet(String place, String language, String tag, String code) {
    private static final Pattern FENCE =
            Pattern.compile("(?ms)^```(\\S*)[ \\t]*([^\\n]*)\\n(.*?)^```[ \\t]*$");

    /** The README, the pages of docs and those about decisions. */
    static List<Path> pages() {
        Path root = Shared.root();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Snippet> all() {
        return pages().stream().flatMap(page -> of(page, read(page))).toList();
    }

    private static Stream<Snippet> of(Path page, String text) {
        return FENCE.matcher(text)
                .results()
                .map(block -> {
                    long line = text.substring(0, block.start()).lines().count() + 1;
                    return new Snippet(
                            Shared.root().relativize(page) + ":" + line,
                            block.group(1),
                            block.group(2).strip(),
                            block.group(3));
                });
    }

    static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
