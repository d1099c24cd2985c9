package penstock.server.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A method and a path with variables, and who answers it.
 *
 * <p>A template is a path such as {@code /apis/v2beta1/runs/{run_id}:archive}. A variable is a
 * whole segment, but for a verb behind a colon in the last one; it also matches an empty segment,
 * as KFP's gateway has it. Segments are compared as sent, so no spelling of a path leads around a
 * check; variables are decoded after the path is split, so a name may have a slash in it.
 *
 * @param open answered without a token
 */
public record Route(
        String method, List<String> template, String verb, boolean open, Handler handler) {

    public Route {
        template = List.copyOf(template);
    }

    /** A route for those who may use the server. */
    public static Route of(String method, String template, Handler handler) {
        int slash = template.lastIndexOf('/');
        int colon = template.indexOf(':', slash);
        String verb = colon < 0 ? "" : template.substring(colon);
        String path = colon < 0 ? template : template.substring(0, colon);
        return new Route(method, segments(path), verb, false, handler);
    }

    /** The path with its variables in braces. */
    public String path() {
        return "/" + String.join("/", template) + verb;
    }

    /** The same route, answered without a token. */
    public Route forEveryone() {
        return new Route(method, template, verb, true, handler);
    }

    /** The variables in {@code segments}, or null when the path is not of this route. */
    @Nullable Map<String, String> match(List<String> segments) {
        if (segments.size() != template.size()) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        int last = template.size() - 1;
        for (int i = 0; i <= last; i++) {
            String segment = segments.get(i);
            if (i == last && !verb.isEmpty()) {
                if (!segment.endsWith(verb)) {
                    return null;
                }
                segment = segment.substring(0, segment.length() - verb.length());
            }
            String part = template.get(i);
            if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), segment);
            } else if (!part.equals(segment)) {
                return null;
            }
        }
        variables.replaceAll((_, raw) -> Percent.path(raw));
        return variables;
    }

    /** Routes with a verb come first, then those with fewer variables. */
    int rank() {
        int variables = (int) template.stream().filter(part -> part.startsWith("{")).count();
        return verb.isEmpty() ? variables : variables - template.size();
    }

    /** The segments of a path that starts with a slash. */
    static List<String> segments(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }
}
