package penstock.server.kfp;

import penstock.server.http.Query;
import penstock.server.http.Refusal;
import penstock.server.v1beta1.Reference;

/** To what lists of v1beta1 are restricted; namespaces are accepted, and there is only one. */
final class V1Scope {
    private V1Scope() {}

    /** Lets nothing but a namespace pass, with or without an id. */
    static void onlyNamespaces(Query query) {
        String type = type(query);
        if (!type.isEmpty() && !type.equals("NAMESPACE")) {
            throw Refusal.invalid(
                    "resource_reference_key.type is " + type + " (expected: NAMESPACE or none)");
        }
    }

    /** The experiment of which runs are wanted; empty for all. */
    static String experiment(Query query) {
        return type(query).equals("EXPERIMENT") ? query.text("resource_reference_key.id") : "";
    }

    /** The job of which runs are wanted; empty for all. */
    static String job(Query query) {
        return type(query).equals("JOB") ? query.text("resource_reference_key.id") : "";
    }

    private static String type(Query query) {
        return Reference.type(query.text("resource_reference_key.type"));
    }
}
