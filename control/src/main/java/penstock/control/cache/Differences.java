package penstock.control.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.FingerprintPart;
import penstock.engine.CacheNote;

/** Which parts of two fingerprints differ. */
public final class Differences {

    private static final int NAMED = 3;
    private static final String ABSENT = "(none)";

    private final List<Difference> differences = new ArrayList<>();

    private Differences() {}

    /** A part that differs; null where one side has no such part. */
    private record Difference(
            String name, @Nullable FingerprintPart before, @Nullable FingerprintPart now) {

        CacheNote.Difference noted() {
            return new CacheNote.Difference(
                    name, now == null ? null : now.shown(), before == null ? null : before.shown());
        }

        String text() {
            String was = before == null ? ABSENT : before.shown();
            String is = now == null ? ABSENT : now.shown();
            return was.equals(is) ? name : name + " (" + was + " → " + is + ")";
        }
    }

    /** From {@code before} to {@code now}. */
    public static Differences between(List<FingerprintPart> before, List<FingerprintPart> now) {
        Differences found = new Differences();
        SortedMap<String, FingerprintPart> earlier = new TreeMap<>();
        before.forEach(part -> earlier.put(part.name(), part));
        for (FingerprintPart part : now) {
            FingerprintPart known = earlier.remove(part.name());
            if (known == null || !known.digest().equals(part.digest())) {
                found.differences.add(new Difference(part.name(), known, part));
            }
        }
        earlier.forEach((name, part) -> found.differences.add(new Difference(name, part, null)));
        return found;
    }

    /** The parts that differ, as a note holds them. */
    public List<CacheNote.Difference> parts() {
        return differences.stream().map(Difference::noted).toList();
    }

    /** Names of the parts that differ. */
    public List<String> names() {
        return differences.stream().map(Difference::name).toList();
    }

    /** The first few with both values. */
    public String text() {
        List<String> first = differences.stream().limit(NAMED).map(Difference::text).toList();
        int more = differences.size() - first.size();
        return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }
}
