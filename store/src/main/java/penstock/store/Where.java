package penstock.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A condition with its parameters, never null. */
record Where(String sql, List<Object> parameters) {

    Where {
        parameters = List.copyOf(parameters);
    }

    static Where of(String sql, Object... parameters) {
        return new Where(sql, List.of(parameters));
    }

    /** Holds when one of {@code conditions} does; never when there are none. */
    static Where any(List<Where> conditions) {
        if (conditions.isEmpty()) {
            return of("1 = 0");
        }
        return new Where(
                conditions.stream().map(Where::sql).collect(Collectors.joining(" OR ", "(", ")")),
                conditions.stream().flatMap(each -> each.parameters().stream()).toList());
    }

    Where and(Where other) {
        List<Object> both = new ArrayList<>(parameters);
        both.addAll(other.parameters);
        return new Where(sql + " AND " + other.sql, both);
    }
}
