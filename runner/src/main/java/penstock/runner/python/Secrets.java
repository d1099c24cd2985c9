package penstock.runner.python;

import java.util.regex.Pattern;

/** Hides what must not be shown of index addresses. */
final class Secrets {
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s'\"]+@");

    private Secrets() {}

    /** {@code text} with user names and passwords in addresses replaced. */
    static String mask(String text) {
        return USER_INFO.matcher(text).replaceAll("****@");
    }
}
