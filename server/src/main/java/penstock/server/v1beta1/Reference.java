package penstock.server.v1beta1;

import java.util.ArrayList;
import java.util.List;
import penstock.server.http.Refusal;
import penstock.server.http.Text;
import penstock.server.json.Fields;

/** What an object has to do with another one. */
public record Reference(Key key, String relationship) {
    private static final List<String> TYPES =
            List.of(
                    "UNKNOWN_RESOURCE_TYPE",
                    "EXPERIMENT",
                    "JOB",
                    "PIPELINE",
                    "PIPELINE_VERSION",
                    "NAMESPACE");
    private static final List<String> RELATIONSHIPS =
            List.of("UNKNOWN_RELATIONSHIP", "OWNER", "CREATOR");

    /** Which object. */
    public record Key(String type, String id) {}

    static Reference owner(String type, String id) {
        return new Reference(new Key(type, id), "OWNER");
    }

    static Reference creator(String type, String id) {
        return new Reference(new Key(type, id), "CREATOR");
    }

    /** The references in {@code resource_references}. */
    static List<Reference> read(Fields fields) {
        List<Reference> references = new ArrayList<>();
        for (Fields each : fields.messages("resource_references")) {
            Fields key = each.message("key");
            Key named = key == null ? new Key("", "") : key(key);
            String relationship = name(each.symbol("relationship"), RELATIONSHIPS);
            each.ignore("name").end();
            references.add(new Reference(named, relationship));
        }
        return references;
    }

    private static Key key(Fields fields) {
        Key key = new Key(name(fields.symbol("type"), TYPES), fields.text("id"));
        fields.end();
        return key;
    }

    /** The name of an enumeration value that was sent by name or by number. */
    static String name(String symbol, List<String> names) {
        if (symbol.isEmpty() || names.contains(symbol)) {
            return symbol;
        }
        for (int i = 0; i < names.size(); i++) {
            if (symbol.equals(Integer.toString(i))) {
                return names.get(i);
            }
        }
        throw Refusal.invalid(
                "invalid value for enum: '"
                        + Text.shown(symbol)
                        + "' (expected one of: "
                        + names
                        + ")");
    }

    /** The type that a list is restricted to, in a query. */
    public static String type(String symbol) {
        return name(symbol, TYPES);
    }

    /** The id of the first of {@code references} of that type; empty when there is none. */
    static String id(List<Reference> references, String type) {
        return references.stream()
                .filter(each -> each.key().type().equals(type))
                .map(each -> each.key().id())
                .findFirst()
                .orElse("");
    }
}
