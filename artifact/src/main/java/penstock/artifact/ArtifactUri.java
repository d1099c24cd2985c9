package penstock.artifact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import penstock.artifact.ParsedUri.Malformed;

/**
 * An address: {@code scheme://bucket/key}, with at least one segment of key.
 *
 * <p>Nothing is decoded or normalised: two addresses are the same content when, and only when, they
 * are the same text. A query (KFP writes {@code ?endpoint=…}) is dropped.
 *
 * @param scheme lower case, as {@code minio}
 * @param bucket the first segment after the scheme
 * @param key the segments after the bucket, at least one
 */
public record ArtifactUri(String scheme, String bucket, List<String> key) implements ParsedUri {

    /** Most bytes of an address, in UTF-8 and without its query. */
    public static final int MAX_BYTES = 1024;

    /** Most bytes of a bucket's name or of one segment of a key: what file systems allow. */
    public static final int MAX_SEGMENT_BYTES = 255;

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,31}");
    private static final String SEPARATOR = "://";

    public ArtifactUri {
        key = List.copyOf(key);
    }

    /** Reads an address. */
    public static ParsedUri parse(String text) {
        int query = text.indexOf('?');
        String bare = query < 0 ? text : text.substring(0, query);
        if (bare.length() > MAX_BYTES || bytes(bare) > MAX_BYTES) {
            return malformed(bare, "it is longer than " + MAX_BYTES + " bytes; shorten it");
        }
        int colon = bare.indexOf(SEPARATOR);
        if (colon < 0 || !SCHEME.matcher(bare.substring(0, colon)).matches()) {
            return malformed(bare, "expected scheme://bucket/key, as minio://mlpipeline/model");
        }
        String rest = bare.substring(colon + SEPARATOR.length());
        List<String> segments = Arrays.asList(rest.split("/", -1));
        if (segments.size() < 2) {
            return malformed(bare, "it names no key; add one after the bucket");
        }
        for (String segment : segments) {
            String fault = faultOf(segment);
            if (!fault.isEmpty()) {
                return malformed(bare, fault);
            }
        }
        return new ArtifactUri(
                bare.substring(0, colon),
                segments.getFirst(),
                segments.subList(1, segments.size()));
    }

    /** The address as text. */
    @Override
    public String toString() {
        return scheme + SEPARATOR + bucket + "/" + String.join("/", key);
    }

    /** The path of its content below a store's root. */
    String path() {
        return scheme + "/" + bucket + "/" + String.join("/", key);
    }

    private static String faultOf(String segment) {
        if (segment.isEmpty()) {
            return "it has an empty segment; write single slashes and none at the end";
        }
        if (segment.equals(".") || segment.equals("..")) {
            return "'" + segment + "' is no segment of an address; write the address out";
        }
        if (segment.chars().anyMatch(Character::isISOControl)) {
            return "it has a control character; remove it";
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(segment)) {
            return "it has half a character, which UTF-8 cannot express; remove it";
        }
        return bytes(segment) > MAX_SEGMENT_BYTES
                ? "a segment is longer than " + MAX_SEGMENT_BYTES + " bytes; shorten it"
                : "";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Malformed malformed(String text, String fault) {
        StringBuilder shown = new StringBuilder();
        text.chars()
                .limit(200)
                .forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return new Malformed("'" + shown + "' is no artifact address: " + fault);
    }
}
