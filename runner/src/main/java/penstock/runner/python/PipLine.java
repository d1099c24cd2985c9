package penstock.runner.python;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code python3 -m pip install …} command as an SDK writes it. */
final class PipLine {
    private static final List<String> START =
            List.of("python3", "-m", "pip", "install", "--quiet", "--no-warn-script-location");

    private static final Map<String, RequirementGroup.Flag> FLAGS =
            Map.of(
                    "--no-deps", RequirementGroup.Flag.NO_DEPS,
                    "--no-index", RequirementGroup.Flag.NO_INDEX,
                    "--pre", RequirementGroup.Flag.PRE,
                    "--upgrade", RequirementGroup.Flag.UPGRADE,
                    "-U", RequirementGroup.Flag.UPGRADE);

    /** Options that change how pip works, not what it installs. */
    private static final Set<String> IGNORED = Set.of("--quiet", "-q", "--no-cache-dir");

    private final List<String> requirements = new ArrayList<>();
    private final List<String> extraIndexUrls = new ArrayList<>();
    private final List<String> findLinks = new ArrayList<>();
    private final List<String> trustedHosts = new ArrayList<>();
    private final Set<RequirementGroup.Flag> flags = EnumSet.noneOf(RequirementGroup.Flag.class);
    private Optional<String> indexUrl = Optional.empty();
    private @Nullable String problem;

    private PipLine() {}

    /** A group, or why the line is not one. */
    sealed interface Reading {
        record Group(RequirementGroup group) implements Reading {}

        record Unreadable(String reason) implements Reading {}
    }

    static Reading read(String line) {
        Optional<List<String>> words = ShellWords.split(line);
        if (words.isEmpty()) {
            return new Reading.Unreadable("the pip line needs a shell to be understood");
        }
        List<String> all = words.get();
        if (all.size() <= START.size() || !all.subList(0, START.size()).equals(START)) {
            return new Reading.Unreadable("the install line is not the SDK's pip command");
        }
        return new PipLine().read(all.subList(START.size(), all.size()));
    }

    private Reading read(List<String> words) {
        int next = 0;
        while (next < words.size() && problem == null) {
            next += take(words, next);
        }
        if (problem == null && requirements.isEmpty()) {
            problem = "pip is asked to install nothing";
        }
        return problem != null
                ? new Reading.Unreadable(problem)
                : new Reading.Group(
                        new RequirementGroup(
                                requirements,
                                indexUrl,
                                extraIndexUrls,
                                findLinks,
                                trustedHosts,
                                flags));
    }

    /** Takes the word at {@code index} and its value; answers how many words that were. */
    private int take(List<String> words, int index) {
        String word = words.get(index);
        if (!word.startsWith("-")) {
            takeRequirement(word);
            return 1;
        }
        RequirementGroup.Flag flag = FLAGS.get(word);
        if (flag != null) {
            flags.add(flag);
            return 1;
        }
        if (IGNORED.contains(word)) {
            return 1;
        }
        int equals = word.indexOf('=');
        if (equals > 0) {
            takeOption(word.substring(0, equals), word.substring(equals + 1));
            return 1;
        }
        if (index + 1 == words.size() || words.get(index + 1).startsWith("-")) {
            problem = "pip option " + word + " has no value";
            return 1;
        }
        takeOption(word, words.get(index + 1));
        return 2;
    }

    private void takeOption(String option, String value) {
        switch (option) {
            case "--index-url" -> indexUrl = Optional.of(value);
            case "--extra-index-url" -> extraIndexUrls.add(value);
            case "--find-links" -> findLinks.add(value);
            case "--trusted-host" -> trustedHosts.add(value);
            default -> problem = "pip option " + option + " is not one that can be prepared ahead";
        }
    }

    private void takeRequirement(String word) {
        if (isLocal(word)) {
            problem = "'" + word + "' is installed from a local path, whose content may change";
        } else {
            requirements.add(word);
        }
    }

    private static boolean isLocal(String requirement) {
        boolean remote = requirement.contains("://") && !requirement.contains("file:");
        String name = requirement.split("[;@\\s]", 2)[0];
        return requirement.isBlank()
                || requirement.contains("file:")
                || (!remote && (name.contains("/") || name.startsWith(".")))
                || (!remote && (name.endsWith(".whl") || name.endsWith(".tar.gz")));
    }
}
