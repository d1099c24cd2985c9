package penstock.plan;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of processors, memory and devices as Kubernetes writes them: a decimal number, and one of
 * the suffixes {@code n u m k M G T P E}, {@code Ki Mi Gi Ti Pi Ei} or an exponent. KFP's SDKs also
 * write {@code K} for {@code k}.
 */
public final class Quantity {

    private static final Pattern FORM =
            Pattern.compile(
                    "([0-9]{1,15}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})(?:([num]|[kKMGTPE]i?)|[eE]([+-]?[0-9]{1,2}))?");

    private static final String LARGE = "kMGTPE";
    private static final String SMALL = "mun";
    private static final int MOST_DIGITS = 18;
    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final long KIBI = 1024;

    private Quantity() {}

    /** The amount that {@code text} stands for; null when it is no quantity. */
    public static @Nullable BigDecimal parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (matcher.group(3) != null) {
            int exponent = Integer.parseInt(matcher.group(3));
            return Math.abs(exponent) > MOST_DIGITS ? null : number.scaleByPowerOfTen(exponent);
        }
        return scaled(number, matcher.group(2));
    }

    private static BigDecimal scaled(BigDecimal number, @Nullable String suffix) {
        if (suffix == null) {
            return number;
        }
        int small = SMALL.indexOf(suffix);
        if (small >= 0) {
            return number.movePointLeft(3 * (small + 1));
        }
        char letter = suffix.charAt(0) == 'K' ? 'k' : suffix.charAt(0);
        BigDecimal base = BigDecimal.valueOf(suffix.endsWith("i") ? 1024 : 1000);
        return number.multiply(base.pow(LARGE.indexOf(letter) + 1));
    }

    /** An amount of memory as a quantity: with the largest binary suffix that loses nothing. */
    public static String ofBytes(long bytes) {
        long rest = bytes;
        int power = 0;
        while (rest > 0 && rest % KIBI == 0 && power < BINARY.length - 1) {
            rest /= KIBI;
            power++;
        }
        return rest + BINARY[power];
    }

    /** An amount of processors: {@code 2}, {@code 0.5}. */
    public static String ofMilliCpus(long milliCpus) {
        return BigDecimal.valueOf(milliCpus, 3).stripTrailingZeros().toPlainString();
    }
}
