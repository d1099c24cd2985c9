package penstock.server.kfp;

import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Catalogue;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.server.json.Json;

/** KFP's rules for tags. */
final class Tags {
    private static final int MOST = 20;
    private static final int LONGEST = 63;

    private Tags() {}

    /** Reads the query parameter {@code tags}, a JSON object of texts. */
    static SortedMap<String, String> read(String json) {
        if (json.isEmpty()) {
            return Collections.emptySortedMap();
        }
        try {
            return checked(Json.message(json, "tags").allTexts());
        } catch (Refusal refusal) {
            throw refusal.within(
                    "Failed to parse tags query parameter. Expected JSON object with string keys"
                            + " and values");
        }
    }

    /** What a client wants to change; an empty name and absent tags stand for no change. */
    static Catalogue.Change change(String displayName, @Nullable SortedMap<String, String> tags) {
        return new Catalogue.Change(
                displayName.isEmpty() ? null : displayName, tags == null ? null : checked(tags));
    }

    /** {@code tags}, if they keep the rules; none when they are absent. */
    static SortedMap<String, String> checked(@Nullable SortedMap<String, String> tags) {
        if (tags == null) {
            return Collections.emptySortedMap();
        }
        if (tags.size() > MOST) {
            throw Refusal.invalid(
                    "number of tags ("
                            + tags.size()
                            + ") exceeds maximum of "
                            + MOST
                            + " per entity");
        }
        tags.forEach(Tags::check);
        return tags;
    }

    private static void check(String key, String value) {
        if (key.isEmpty()) {
            throw Refusal.invalid("tag key cannot be empty");
        }
        if (key.contains(".")) {
            throw Refusal.invalid(
                    "tag key \"" + Text.shown(key) + "\" must not contain '.' character");
        }
        if (length(key) > LONGEST) {
            throw Refusal.invalid(
                    "tag key \"" + Text.shown(key) + "\" exceeds maximum length of 63 characters");
        }
        if (length(value) > LONGEST) {
            throw Refusal.invalid(
                    "tag value \""
                            + Text.shown(value)
                            + "\" for key \""
                            + key
                            + "\" exceeds maximum length of 63 characters");
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
