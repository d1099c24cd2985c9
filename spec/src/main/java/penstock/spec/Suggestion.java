package penstock.spec;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that an author probably meant. */
public final class Suggestion {
    private static final int LONGEST = 100;
    private static final int MOST_CANDIDATES = 1_000;

    private Suggestion() {}

    /**
     * {@code did you mean 'x'?} with the candidate nearest to {@code name} by edit distance, or the
     * empty text when none is near (more than a third of its letters differ).
     */
    public static String of(String name, Collection<String> candidates) {
        String best = "";
        int bestDistance = Math.max(1, name.length() / 3) + 1;
        int looked = 0;
        for (String candidate : candidates) {
            if (looked++ >= MOST_CANDIDATES) {
                break;
            }
            int distance = distance(name, candidate, bestDistance);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : "did you mean '" + best + "'?";
    }

    /** Edit distance ignoring case and separators, or {@code limit} when it is not below it. */
    private static int distance(String left, String right, int limit) {
        if (Math.min(left.length(), right.length()) == 0
                || Math.max(left.length(), right.length()) > LONGEST
                || Math.abs(left.length() - right.length()) >= limit) {
            return limit;
        }
        String a = left.replace("_", "").toLowerCase(Locale.ROOT);
        String b = right.replace("_", "").toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            previous = nextRow(a, b, i, previous);
        }
        int distance = previous[b.length()];
        return distance < Math.min(a.length(), b.length()) ? distance : limit;
    }

    private static int[] nextRow(String a, String b, int i, int[] previous) {
        int[] current = new int[b.length() + 1];
        current[0] = i;
        for (int j = 1; j <= b.length(); j++) {
            int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
            current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
        }
        return current;
    }
}
