package penstock.runner.volume;

import java.util.regex.Pattern;

/** Names of volumes, by the rule for claims of Kubernetes. */
public final class VolumeName {

    private static final int LONGEST = 253;
    private static final Pattern RULE =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private VolumeName() {}

    /** Whether a volume may be called that. */
    public static boolean isAllowed(String name) {
        return name.length() <= LONGEST && RULE.matcher(name).matches();
    }

    /** A name for a message, whatever it is. */
    public static String shown(String name) {
        String start = name.length() > LONGEST ? name.substring(0, 80) + "…" : name;
        return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
