package penstock.artifact;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address as the names of folders and of the file or folder at its end: scheme, bucket, and the
 * segments of the key.
 */
record Address(List<String> names) {

    private static final int MAX_LENGTH = 4_096;
    private static final int MAX_NAME_BYTES = 255;
    private static final List<String> SCHEMES = List.of("minio", "s3", "gs");
    private static final String SEPARATOR = "://";

    Address {
        names = List.copyOf(names);
    }

    /** What an address or a path inside a folder came to. */
    sealed interface Parsed {
        /** It is ours. */
        record Ours(Address address) implements Parsed {}

        /** It is not, and this is why. */
        record Refused(String reason) implements Parsed {}
    }

    static Parsed parse(String uri) {
        int separator = uri.indexOf(SEPARATOR);
        String scheme = separator < 0 ? "" : uri.substring(0, separator);
        if (!SCHEMES.contains(scheme)) {
            return refused(uri, "an address that begins with minio://, s3:// or gs://");
        }
        String rest = uri.substring(separator + SEPARATOR.length());
        List<String> names = new ArrayList<>(List.of(scheme));
        String misfit = addNames(names, rest.endsWith("/") ? chop(rest) : rest);
        if (misfit != null) {
            return refused(uri, misfit);
        }
        return names.size() < 3
                ? refused(uri, "a bucket and a key")
                : new Parsed.Ours(new Address(names));
    }

    /** The address of a file inside the folder at this one. */
    Parsed inside(String relative) {
        List<String> all = new ArrayList<>(names);
        String misfit = addNames(all, relative);
        return misfit == null ? new Parsed.Ours(new Address(all)) : refused(relative, misfit);
    }

    Path under(Path root) {
        Path path = root;
        for (String name : names) {
            path = path.resolve(name);
        }
        return path;
    }

    /** Adds the segments of {@code text}; what was expected instead, or null. */
    private static @Nullable String addNames(List<String> names, String text) {
        if (text.length() > MAX_LENGTH) {
            return "at most " + MAX_LENGTH + " characters";
        }
        for (String name : text.split("/", -1)) {
            String misfit = misfit(name);
            if (misfit != null) {
                return misfit;
            }
            names.add(name);
        }
        return null;
    }

    private static @Nullable String misfit(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "no empty segment, no '.' and no '..'";
        }
        if (name.chars().anyMatch(c -> c < 0x20 || c == '\\' || c == 0x7f)) {
            return "no control characters and no backslash";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            return "segments of at most " + MAX_NAME_BYTES + " bytes";
        }
        return isPathName(name) ? null : "segments that can be names of files";
    }

    private static boolean isPathName(String name) {
        try {
            return Path.of(name).getNameCount() == 1;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String chop(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static Parsed refused(String text, String expected) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new Parsed.Refused("address '" + shown + "' (expected: " + expected + ")");
    }
}
