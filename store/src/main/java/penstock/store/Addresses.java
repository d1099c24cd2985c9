package penstock.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which addresses lead to the same bytes: an address, those inside it if it is a folder, and the
 * folders that it is in. A query does not count.
 */
final class Addresses {

    private Addresses() {}

    /** Artifacts other than {@code number} that have bytes in common with {@code uri}. */
    static Where sharing(String uri, long number) {
        String address = withoutQuery(uri);
        List<Where> either = new ArrayList<>();
        either.add(same(address));
        either.add(between(address + "/", address + "0"));
        int bucket = address.indexOf("://") + 3;
        int slash = address.lastIndexOf('/');
        while (slash > bucket) {
            address = address.substring(0, slash);
            either.add(same(address));
            slash = address.lastIndexOf('/');
        }
        return Where.of("b.artifact_no <> ?", number).and(Where.any(either));
    }

    private static Where same(String address) {
        return Where.any(
                List.of(Where.of("b.uri = ?", address), between(address + "?", address + "@")));
    }

    /** What begins with {@code from}: {@code to} is the same with its last character one higher. */
    private static Where between(String from, String to) {
        return Where.of("(b.uri >= ? AND b.uri < ?)", from, to);
    }

    private static String withoutQuery(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
