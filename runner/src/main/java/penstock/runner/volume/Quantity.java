package penstock.runner.volume;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as Kubernetes writes them: {@code 512Mi}, {@code 1.5G}, {@code 1e9}. */
public final class Quantity {

    private static final Pattern RULE =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(?:([kKMGTPE])(i?)|[eE]([0-9]{1,2}))?");
    private static final String SUFFIXES = "KMGTPE";

    private Quantity() {}

    /** The bytes it stands for, at most {@link Long#MAX_VALUE}; empty when it is no quantity. */
    public static OptionalLong bytes(String text) {
        Matcher matcher = RULE.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (matcher.group(4) != null) {
            number = number.scaleByPowerOfTen(Integer.parseInt(matcher.group(4)));
        } else if (matcher.group(2) != null) {
            int power = SUFFIXES.indexOf(Character.toUpperCase(matcher.group(2).charAt(0))) + 1;
            BigDecimal base = BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024);
            number = number.multiply(base.pow(power));
        }
        return OptionalLong.of(number.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }
}
