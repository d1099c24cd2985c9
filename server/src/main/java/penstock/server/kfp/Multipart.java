package penstock.server.kfp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.server.http.Refusal;
import penstock.server.http.Text;

/** Finds the file in a body of the type multipart/form-data. */
final class Multipart {
    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "(?i)multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^\\s;,]{1,70})).*");
    private static final Pattern NAME =
            Pattern.compile("(?i)(?:^|[;\\s])name=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");
    private static final Pattern FILE_NAME =
            Pattern.compile("(?i)(?:^|[;\\s])filename=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");
    private static final String DISPOSITION = "content-disposition:";
    private static final int MOST_PARTS = 100;
    private static final int LONGEST_HEAD = 16 << 10;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;

    private Multipart(byte[] body) {
        this.body = body;
    }

    /** A file that was sent. */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(String fileName, byte[] bytes) {}

    /**
     * The first part called {@code name} that has a file name, or null.
     *
     * @param contentType the header of that name; null when there is none
     */
    static @Nullable Part file(byte[] body, @Nullable String contentType, String name) {
        Matcher type = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (!type.matches()) {
            throw Refusal.invalid(
                    "Content-Type '"
                            + Text.shown(contentType == null ? "" : contentType)
                            + "' (expected: multipart/form-data with a boundary)");
        }
        String boundary = type.group(1) == null ? type.group(2) : type.group(1);
        return new Multipart(body).find(boundary, name);
    }

    private @Nullable Part find(String boundary, String name) {
        byte[] first = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        byte[] delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int at = indexOf(first, 0);
        for (int parts = 0; at >= 0 && parts < MOST_PARTS; parts++) {
            int head = at + (parts == 0 ? first.length : delimiter.length);
            int headEnd = indexOf(HEAD_END, head);
            if (headEnd < 0) {
                return null;
            }
            int content = headEnd + HEAD_END.length;
            // A part without content ends with the line break that ends its head.
            int end = indexOf(delimiter, content - 2);
            if (end < 0) {
                throw Refusal.invalid("the multipart body ends before its last boundary");
            }
            Part part = part(head, headEnd, name, content, Math.max(content, end));
            if (part != null) {
                return part;
            }
            at = end;
        }
        return null;
    }

    private @Nullable Part part(int head, int headEnd, String name, int from, int to) {
        int length = Math.min(headEnd - head, LONGEST_HEAD);
        String line =
                new String(body, head, length, StandardCharsets.UTF_8)
                        .lines()
                        .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(DISPOSITION))
                        .findFirst()
                        .orElse("");
        String fileName = parameter(FILE_NAME, line);
        return name.equals(parameter(NAME, line)) && fileName != null
                ? new Part(Text.checked(baseName(fileName)), Arrays.copyOfRange(body, from, to))
                : null;
    }

    private static @Nullable String parameter(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            return null;
        }
        String quoted = matcher.group(1);
        return quoted == null ? matcher.group(2) : quoted.replaceAll("\\\\(.)", "$1");
    }

    /** Some browsers send a path. */
    private static String baseName(String fileName) {
        String path = fileName.replace('\\', '/');
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private int indexOf(byte[] wanted, int from) {
        int last = body.length - wanted.length;
        for (int i = Math.max(0, from); i <= last; i++) {
            if (body[i] == wanted[0] && matches(wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(byte[] wanted, int at) {
        return Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
