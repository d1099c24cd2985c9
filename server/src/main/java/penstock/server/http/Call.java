package penstock.server.http;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request.
 *
 * @param path as sent, still encoded, without the query
 * @param variables the parts of the path that the route names, decoded
 */
public record Call(
        String method,
        String path,
        Query query,
        Headers headers,
        Body body,
        Map<String, String> variables) {

    public Call {
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** The variable {@code name} of the route. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no variable '" + name + "'");
        }
        return value;
    }

    Call at(String otherPath) {
        return new Call(method, otherPath, query, headers, body, variables);
    }

    Call with(Map<String, String> values) {
        return new Call(method, path, query, headers, body, values);
    }
}
