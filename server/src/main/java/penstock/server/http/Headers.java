package penstock.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a request. */
public interface Headers {

    /** All values of a header, in order; names are case-insensitive. */
    List<String> all(String name);

    /** The first value of a header, or null. */
    default @Nullable String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getFirst();
    }
}
