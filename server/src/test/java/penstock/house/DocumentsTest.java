package penstock.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents speak of things that exist. */
@Tag("house")
@Tag("docs")
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern TEST =
            Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|Contract))\\.([a-z][A-Za-z]*)`");
    private static final Pattern MODULE = Pattern.compile("<module>([a-z]+)</module>");
    private static final Pattern VERSION = Pattern.compile("<([a-z0-9-]+)\\.version>([^<]+)</");

    private static final List<Path> PAGES = House.files(".md");

    @Test
    void theScanSawThePages() {
        assertThat(PAGES).hasSizeGreaterThan(5);
        assertThat(PAGES.stream().flatMap(page -> links(page).stream())).hasSizeGreaterThan(10);
    }

    @Test
    void everyRelativeLinkResolves() {
        List<String> broken = new ArrayList<>();
        for (Path page : PAGES) {
            for (String link : links(page)) {
                if (!resolves(page, link)) {
                    broken.add(House.named(page) + ": " + link);
                }
            }
        }
        assertThat(broken).as("broken links").isEmpty();
    }

    @Test
    void everyNamedPathExists() {
        List<String> tops =
                Stream.concat(modules().stream(), Stream.of("docs", "scripts")).toList();
        List<String> missing = new ArrayList<>();
        for (Path page : PAGES) {
            for (String code : matches(CODE, prose(page))) {
                boolean isPath = tops.stream().anyMatch(top -> code.startsWith(top + "/"));
                if (isPath
                        && !code.matches(".*[<>*{}$…].*")
                        && !Files.exists(House.root().resolve(code))) {
                    missing.add(House.named(page) + ": " + code);
                }
            }
        }
        assertThat(missing).as("named paths that do not exist").isEmpty();
    }

    @Test
    void everyVersionIsListedWithItsReason() {
        String page = House.read(House.root().resolve("docs/dependencies.md"));
        Matcher version = VERSION.matcher(House.read(House.root().resolve("pom.xml")));
        int seen = 0;
        while (version.find()) {
            seen++;
            String row = "(?m)^\\|.*\\| " + Pattern.quote(version.group(2)) + " \\|.*\\w.*\\|$";
            assertThat(page)
                    .as(
                            "a row with version %s (%s) in docs/dependencies.md",
                            version.group(2), version.group(1))
                    .containsPattern(row);
        }
        assertThat(seen).isGreaterThan(15);
    }

    @Test
    void everyNamedTestExists() {
        List<Path> sources = House.files(".java");
        List<String> missing = new ArrayList<>();
        int seen = 0;
        Matcher named =
                TEST.matcher(
                        House.read(House.root().resolve("docs/upstream-defects.md"))
                                + House.read(House.root().resolve("docs/compatibility.md")));
        while (named.find()) {
            seen++;
            String file = named.group(1) + ".java";
            String method = "void " + named.group(2) + "(";
            if (sources.stream()
                    .noneMatch(path -> path.endsWith(file) && House.read(path).contains(method))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).as("named tests that do not exist").isEmpty();
        assertThat(seen).isGreaterThan(100);
    }

    private static boolean resolves(Path page, String link) {
        if (link.matches("[a-z]+:.*")) {
            return true;
        }
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || !target.toString().endsWith(".md")
                || anchors(target).contains(link.substring(hash + 1));
    }

    private static List<String> anchors(Path page) {
        return matches(HEADING, prose(page)).stream()
                .map(heading ->
                        heading.toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'))
                .toList();
    }

    private static List<String> links(Path page) {
        return matches(LINK, prose(page).replaceAll("`[^`]*`", ""));
    }

    private static String prose(Path page) {
        return FENCE.matcher(House.read(page)).replaceAll("");
    }

    private static List<String> modules() {
        return matches(MODULE, House.read(House.root().resolve("pom.xml")));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
