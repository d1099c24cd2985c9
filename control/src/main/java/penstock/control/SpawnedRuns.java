package penstock.control;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import penstock.engine.RunId;

/** What the runs of a recurring run are called, by KFP's rules: the same whenever it is asked. */
final class SpawnedRuns {

    private static final int LONGEST_STEM = 25;
    private static final int SUFFIX = 5;
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9-]");

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private SpawnedRuns() {}

    /**
     * What the names of all runs of a recurring run begin with.
     *
     * @param random makes it unique
     */
    static String stem(String displayName, String random) {
        String kept = NOT_IN_NAMES.matcher(displayName.toLowerCase(Locale.ROOT)).replaceAll("");
        String cut = kept.length() > LONGEST_STEM ? kept.substring(0, LONGEST_STEM) : kept;
        return (cut.isEmpty() ? "job-" : cut) + random.substring(0, SUFFIX);
    }

    /** The name of the run that firing {@code index} starts. */
    static String name(String stem, long index) {
        String numbered = stem + "-" + index;
        return numbered + "-" + Integer.toUnsignedString(fnv32a(numbered));
    }

    /** The id of the run of that name. */
    static RunId id(String recurringRunId, String name) {
        byte[] both = (recurringRunId + "/" + name).getBytes(StandardCharsets.UTF_8);
        return new RunId(UUID.nameUUIDFromBytes(both).toString());
    }

    private static int fnv32a(String text) {
        int hash = FNV_OFFSET;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
