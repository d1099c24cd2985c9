package penstock.runner.python;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one {@code pip install} command asks for. Groups are installed one after the other, as the
 * commands would be: what an earlier group brought in is kept by a later one where it fits.
 *
 * @param requirements as written, in order; never empty
 * @param indexUrl replaces the configured index
 * @param extraIndexUrls searched too
 * @param findLinks folders or pages searched too
 * @param trustedHosts hosts whose certificate is not verified, as written
 * @param flags options without a value, sorted
 */
public record RequirementGroup(
        List<String> requirements,
        Optional<String> indexUrl,
        List<String> extraIndexUrls,
        List<String> findLinks,
        List<String> trustedHosts,
        Set<Flag> flags) {

    /** Options without a value that a group may carry. */
    public enum Flag {
        /** Dependencies are left out. */
        NO_DEPS("--no-deps"),
        /** Only {@code findLinks} are searched. */
        NO_INDEX("--no-index"),
        /** Pre-releases count. */
        PRE("--pre"),
        /** What is already there is brought up to date. */
        UPGRADE("--upgrade");

        private final String option;

        Flag(String option) {
            this.option = option;
        }

        /** As pip spells it. */
        public String option() {
            return option;
        }
    }

    public RequirementGroup {
        requirements = List.copyOf(requirements);
        extraIndexUrls = List.copyOf(extraIndexUrls);
        findLinks = List.copyOf(findLinks);
        trustedHosts = List.copyOf(trustedHosts);
        flags = SortedFlags.of(flags);
        if (requirements.isEmpty()) {
            throw new IllegalArgumentException("requirements: none (expected: at least one)");
        }
    }

    /** A group without options. */
    public static RequirementGroup of(List<String> requirements) {
        return new RequirementGroup(
                requirements, Optional.empty(), List.of(), List.of(), List.of(), Set.of());
    }

    /** This group with one more flag. */
    public RequirementGroup with(Flag flag) {
        return new RequirementGroup(
                requirements,
                indexUrl,
                extraIndexUrls,
                findLinks,
                trustedHosts,
                SortedFlags.plus(flags, flag));
    }
}
