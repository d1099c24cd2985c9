package penstock.runner.python;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Immutable flag sets that iterate in the order of the enum, so that they can be digested. */
final class SortedFlags {
    private SortedFlags() {}

    static Set<RequirementGroup.Flag> of(Collection<RequirementGroup.Flag> flags) {
        EnumSet<RequirementGroup.Flag> sorted = EnumSet.noneOf(RequirementGroup.Flag.class);
        sorted.addAll(flags);
        return Collections.unmodifiableSet(sorted);
    }

    static Set<RequirementGroup.Flag> plus(
            Set<RequirementGroup.Flag> flags, RequirementGroup.Flag flag) {
        EnumSet<RequirementGroup.Flag> more = EnumSet.of(flag);
        more.addAll(flags);
        return of(more);
    }
}
