package penstock.runner.python;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An environment that a step needs.
 *
 * @param python the interpreter to build on; an absolute path, or a name looked up nowhere
 * @param groups what to install, in order; at least one
 * @param sitePackages whether packages of the interpreter itself are seen, too
 * @param variables the step's own {@code PIP_*} variables, which count as pip's configuration
 */
public record EnvironmentRequest(
        Path python,
        List<RequirementGroup> groups,
        boolean sitePackages,
        SortedMap<String, String> variables) {
    private static final String PIP = "PIP_";

    public EnvironmentRequest {
        groups = List.copyOf(groups);
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("requirement groups: none (expected: at least one)");
        }
    }

    /** An isolated environment; of the step's variables only pip's are taken. */
    public static EnvironmentRequest of(
            Path python, List<RequirementGroup> groups, Map<String, String> stepVariables) {
        SortedMap<String, String> pip = new TreeMap<>(stepVariables);
        pip.keySet().removeIf(name -> !name.startsWith(PIP));
        return new EnvironmentRequest(python, groups, false, pip);
    }

    /** All requirements in one line, for people. */
    String inWords() {
        return String.join(
                " ", groups.stream().flatMap(group -> group.requirements().stream()).toList());
    }
}
