package penstock.runner;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of Python.
 *
 * @param micro -1 when only {@code major.minor} is meant
 */
public record PythonVersion(int major, int minor, int micro) implements Comparable<PythonVersion> {

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,3}))?.*");
    private static final Comparator<PythonVersion> ORDER =
            Comparator.comparingInt(PythonVersion::major)
                    .thenComparingInt(PythonVersion::minor)
                    .thenComparingInt(PythonVersion::micro);

    /** Reads {@code 3.11} or {@code 3.11.7}, ignoring what follows; null when it is neither. */
    public static @Nullable PythonVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int micro = matcher.group(3) == null ? -1 : Integer.parseInt(matcher.group(3));
        return new PythonVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), micro);
    }

    /** The same version without its last part. */
    public PythonVersion line() {
        return new PythonVersion(major, minor, -1);
    }

    @Override
    public int compareTo(PythonVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + (micro < 0 ? "" : "." + micro);
    }
}
